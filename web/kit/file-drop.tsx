import { type DragEvent, type ReactNode, useId, useState } from "react";
import { Icon } from "./icons.tsx";
import { useFormat, useWords } from "./language.tsx";
import { ProgressTrack } from "./progress.tsx";
import { kitWords } from "./words.ts";

/** A place to drop a file or choose one by keyboard; while `share` is given it shows how much has been sent. */
export function FileDrop({
  accept,
  onFile,
  hint,
  share,
}: {
  /** Endings, as `<input accept>` takes them. */
  accept?: string;
  onFile: (file: File) => void;
  hint?: ReactNode;
  share?: number | null;
}) {
  const words = useWords(kitWords);
  const format = useFormat();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const isSending = share !== undefined && share !== null;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !isSending) onFile(file);
  };
  return (
    <div
      className={isOver ? "file-drop over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        className="unseen"
        disabled={isSending}
        {...(accept ? { accept } : {})}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
      <label htmlFor={id} className="chip on">
        <Icon name="upload" />
        {words.chooseFile}
      </label>
      <span className="t13 s">{isSending ? words.sending(format.percent(share)) : words.dropFile}</span>
      {isSending ? <ProgressTrack label={words.chooseFile} share={share} /> : null}
      {hint ? <p className="t12 m">{hint}</p> : null}
    </div>
  );
}
