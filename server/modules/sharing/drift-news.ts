import type { intakeDrifted } from "#intake";
import type { Call } from "#kernel/call";
import { stewards, tell } from "./notices.ts";
import type { SharingParts } from "./parts.ts";

type Drifted = NonNullable<(typeof intakeDrifted)["payload"]>;

const namedAtMost = 6;

/** The stewards of the department hear that a source has another shape, and what it reaches further on. */
export async function hearDrift(call: Call, parts: SharingParts, news: Drifted): Promise<void> {
  const { resourceName, changes, reaches, outcome } = news;
  const said = (language: "zh" | "en") =>
    changes
      .slice(0, namedAtMost)
      .map(({ text }) => text[language])
      .join(language === "zh" ? "；" : "; ");
  const count = (kind: Drifted["reaches"][number]["kind"]): number => reaches.filter((one) => one.kind === kind).length;
  const [grants, libraries, follows] = [count("grant"), count("library"), count("follow")];
  const reach = {
    zh: grants + libraries + follows === 0 ? "" : `涉及 ${grants} 项授权、${libraries} 个库、${follows} 项后续跟踪。`,
    en:
      grants + libraries + follows === 0
        ? ""
        : ` It reaches ${grants} grants, ${libraries} libraries and ${follows} later follows.`,
  };
  const title =
    outcome === "stopped"
      ? {
          zh: `来源结构变了，跟踪已停下：${resourceName}`,
          en: `Its source has another shape, following stopped: ${resourceName}`,
        }
      : { zh: `来源结构有变化：${resourceName}`, en: `Its source has another shape: ${resourceName}` };
  await tell(call, parts, [
    {
      department: news.department,
      roles: stewards,
      kind: "intake.drift",
      title,
      text: { zh: `${said("zh")}。${reach.zh}`, en: `${said("en")}.${reach.en}` },
      href: `/intake/follows/${news.followId}`,
      news: `drift ${news.driftId}`,
    },
  ]);
}
