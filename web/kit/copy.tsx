import { Icon } from "./icons.tsx";
import { useWords } from "./language.tsx";
import { useToast } from "./toast.tsx";
import { kitWords } from "./words.ts";

/** A code people carry elsewhere: small, copied by a click. `isLarge` for a secret that is shown once. */
export function CopyCode({ code, label, isLarge }: { code: string; label?: string; isLarge?: boolean }) {
  const words = useWords(kitWords);
  const toast = useToast();
  const copy = async () => {
    await copyText(code);
    toast(`${words.copied} ${isLarge ? "" : code}`);
  };
  return (
    <button
      type="button"
      className={isLarge ? "copy" : "copy mono"}
      title={words.copy}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    >
      {label ? <span className="m">{label}</span> : null}
      <span>{code}</span>
      <Icon name="copy" />
      <span className="unseen">{words.copy}</span>
    </button>
  );
}

/** The clipboard API is missing where pages come over plain HTTP; a selected field and the old command still work. */
async function copyText(text: string): Promise<void> {
  if (globalThis.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
