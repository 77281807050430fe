import { Button, Modal } from "antd";
import { CopyCode, Note, useWords } from "#kit";
import { shellWords } from "./words.ts";

export interface Secret {
  readonly title: string;
  /** What to do with it, where that is more than to copy it. */
  readonly note?: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

/** Shows a secret the one time it can be seen. It closes by its button only, so that a stray click loses nothing. */
export function SecretOnce({ secret, onClose }: { secret: Secret | null; onClose: () => void }) {
  const words = useWords(shellWords).secretOnce;
  return (
    <Modal
      open={secret !== null}
      title={secret?.title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      // A closed dialog keeps its last content in the page; a secret must not stay there.
      destroyOnHidden
      width={520}
      footer={
        <Button type="primary" onClick={onClose}>
          {words.close}
        </Button>
      }
    >
      <Note>{secret?.note ?? words.note}</Note>
      {secret?.lines.map((line) => (
        <div key={line.label} style={{ marginTop: 12 }}>
          <div className="t12 m">{line.label}</div>
          <div className="secret">
            <CopyCode code={line.value} isLarge />
          </div>
        </div>
      ))}
    </Modal>
  );
}
