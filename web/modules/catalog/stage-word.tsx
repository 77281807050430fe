import { type Stage, stageNames } from "#contract/catalog";
import { type IconName, StateWord, type Tone, useText } from "#kit";

const looks: Readonly<Record<Stage, { icon: IconName; tone: Tone }>> = {
  draft: { icon: "columns", tone: "plain" },
  assessing: { icon: "clock", tone: "plain" },
  signing: { icon: "clock", tone: "plain" },
  review: { icon: "clock", tone: "plain" },
  published: { icon: "check", tone: "good" },
  withdrawn: { icon: "retired", tone: "plain" },
};

/** Where a resource stands, with its icon. */
export function StageWord({ stage }: { stage: Stage }) {
  const text = useText();
  return (
    <StateWord {...looks[stage]} light>
      {text(stageNames[stage])}
    </StateWord>
  );
}
