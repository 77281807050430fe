import type { CommitmentFile } from "#contract/clock";
import { AppLink, KeyValues, LinkIfThere, None, useFormat, useWords } from "#kit";
import { DepartmentName, usePlainText } from "#shell";
import { Actions } from "./actions.tsx";
import { BigBar } from "./big-bar.tsx";
import { DecideExtension } from "./decide-extension.tsx";
import { Escalations } from "./escalations.tsx";
import { fileWords } from "./file-words.ts";
import { LevelWord } from "./level-word.tsx";
import { MoveStory } from "./move-story.tsx";
import { Reminders } from "./reminders.tsx";

/** What it is about, how it stands, what is to be decided, what can be done, what happened. */
export function CommitmentBody({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords);
  const format = useFormat();
  const plain = usePlainText();
  const { calledIn, level, assignee } = file;
  return (
    <>
      <div className="commitment-facts">
        <KeyValues
          items={[
            { key: words.subject, value: <LinkIfThere href={file.subject.href}>{file.subject.title}</LinkIfThere> },
            {
              key: words.waiting,
              value: file.owedTo === null ? file.owedToName : <DepartmentName code={file.owedTo} />,
            },
            { key: words.owing, value: <DepartmentName code={file.owedBy} /> },
            {
              key: words.basis,
              value: (
                <>
                  <AppLink href={`/clock/limits?kind=${file.kind}`}>{plain(file.basis)}</AppLink>
                  {file.workingDays === null
                    ? ` · ${words.agreed}`
                    : ` · ${words.limit(format.number(file.workingDays - file.extendedDays))}`}
                </>
              ),
            },
            { key: words.handler, value: assignee?.name ?? <span className="m">{words.nobody}</span> },
            calledIn || level
              ? {
                  key: words.supervised,
                  value: (
                    <span className="row g2 wrap">
                      {level ? <LevelWord level={level} /> : null}
                      {calledIn
                        ? calledIn.officer
                          ? words.officer(calledIn.officer.name)
                          : words.calledInBy(calledIn.by)
                        : null}
                    </span>
                  ),
                }
              : null,
            file.isProvisional ? { key: words.provisional, value: words.provisionalText } : null,
          ]}
        />
      </div>
      {file.state === "dropped" ? <None /> : <BigBar file={file} />}
      <DecideExtension key={file.version} file={file} />
      <Actions file={file} />
      <Escalations file={file} />
      <Reminders file={file} />
      <MoveStory file={file} />
    </>
  );
}
