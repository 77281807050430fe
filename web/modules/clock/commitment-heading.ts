import type { Commitment } from "#contract/clock";
import { useText, useWords } from "#kit";
import { useDepartments } from "#shell";
import { fileWords } from "./file-words.ts";

/** `省住建厅等省公安厅答复申请：居住证签发信息`, names in the language of the screen. */
export function useCommitmentHeading(): (commitment: Commitment) => string {
  const words = useWords(fileWords);
  const text = useText();
  const { nameOf } = useDepartments();
  return ({ owedBy, owedTo, owedToName, kindName, subject }) =>
    words.heading(owedTo === null ? owedToName : nameOf(owedTo), nameOf(owedBy), text(kindName), subject.title);
}
