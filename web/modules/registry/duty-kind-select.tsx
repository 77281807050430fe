import { Select } from "antd";
import type { Department } from "#contract/registry";
import { type ControlProps, useWords } from "#kit";
import { registryWords } from "./words.ts";

type DutyKind = Department["duties"][number]["kind"];
const kinds = ["collect", "share", "open", "update", "maintain"] as const satisfies readonly DutyKind[];

export function DutyKindSelect({
  value,
  onChange,
  ...control
}: ControlProps & { value: DutyKind; onChange: (kind: DutyKind) => void }) {
  const words = useWords(registryWords);
  return (
    <Select
      {...control}
      value={value}
      onChange={onChange}
      options={kinds.map((kind) => ({ value: kind, label: words.dutyKinds[kind] }))}
    />
  );
}
