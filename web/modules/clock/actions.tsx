import { Button } from "antd";
import type { CommitmentFile } from "#contract/clock";
import { Icon, type IconName, useFilters, useFormat, useText, useWords, Why } from "#kit";
import { ActForm } from "./act-form.tsx";
import { fileWords } from "./file-words.ts";
import { type FormAct, formActs, deskFilters } from "./filters.ts";

const icons: Readonly<Record<FormAct, IconName>> = {
  remind: "bell",
  assign: "person",
  callIn: "flag",
  escalate: "flag",
  askExtension: "clock",
};

/** Everything that can be done, each with what it will do, or who may and when. */
export function Actions({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords).acts;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(deskFilters);
  if (file.endedAt !== null) return null;
  const says = (act: FormAct): string => {
    switch (act) {
      case "remind":
        return words.remind.text(file.assignee?.name ?? file.owedByName);
      case "askExtension":
        return words.askExtension.text(format.number(file.mayExtendDays));
      case "assign":
      case "callIn":
      case "escalate":
        return words[act].text;
    }
  };
  return (
    <section className="section" aria-label={words.title}>
      <h2 className="sub">{words.title}</h2>
      <ul className="desk-acts">
        {formActs.map((act) => {
          const why = file.whyNot[act];
          const isAllowed = file.may[act];
          return (
            <li key={act}>
              <Button
                block
                disabled={!isAllowed}
                icon={<Icon name={isAllowed ? icons[act] : "lock"} />}
                aria-expanded={isAllowed ? search.do === act : undefined}
                onClick={() => setSearch({ do: search.do === act ? undefined : act })}
              >
                {act === "remind" && file.reminders.length > 0 ? words.remindAgain : words[act].button}
              </Button>
              {isAllowed ? <span className="t12 s">{says(act)}</span> : <Why icon="lock">{why ? text(why) : ""}</Why>}
              {search.do === act && isAllowed ? (
                <div className="desk-form">
                  <ActForm act={act} file={file} onClose={() => setSearch({ do: undefined })} />
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
