import { type GrantStatus, grantStatusNames } from "#contract/gate";
import { type IconName, StateWord, type Tone, useText } from "#kit";

const looks: Readonly<Record<GrantStatus, readonly [IconName, Tone]>> = {
  prepared: ["clock", "plain"],
  "not-yet": ["clock", "plain"],
  active: ["check", "good"],
  suspended: ["pause", "fault"],
  expired: ["retired", "plain"],
  ended: ["retired", "plain"],
};

export function GrantStatusWord({ status, light }: { status: GrantStatus; light?: boolean }) {
  const text = useText();
  const [icon, tone] = looks[status];
  return (
    <StateWord icon={icon} tone={tone} light={light}>
      {text(grantStatusNames[status])}
    </StateWord>
  );
}
