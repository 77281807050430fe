import { Button } from "antd";
import type { ReactNode } from "react";
import { grantStatusNames } from "#contract/gate";
import { Icon, NextActions, useFilters, useGo, useText, useWords } from "#kit";
import { useDepartments } from "#shell";
import { grantPageFilters } from "./filters.ts";
import type { GrantFile } from "./grant-screen.tsx";
import { gateWords } from "./words.ts";

type Act = "try" | "file" | "push" | "suspend" | "resume" | "end";

/** What can be done under this grant, and to it; each with what it will do, or who may. */
export function GrantActs({ grant }: { grant: GrantFile }) {
  const words = useWords(gateWords).acts;
  const text = useText();
  const { nameOf } = useDepartments();
  const go = useGo();
  const [search, setSearch] = useFilters(grantPageFilters);
  const { may, terms, state, status } = grant;
  const status_ = text(grantStatusNames[status]);
  const use = (mode: "api" | "file"): string | null => {
    if (!terms.modes.includes(mode)) return words.notAMode;
    if (status !== "active") return words.notNow(status_);
    return may.use ? null : words.otherUses(nameOf(terms.department));
  };
  const keep = (isAllowed: boolean): string | null =>
    isAllowed ? null : state === "ended" ? words.notNow(status_) : words.othersKeep(nameOf(grant.resource.department));
  const acts: readonly { key: Act; why: string | null }[] = [
    { key: "try", why: use("api") },
    ...(terms.modes.includes("file") ? [{ key: "file" as const, why: use("file") }] : []),
    ...(may.push ? [{ key: "push" as const, why: null }] : []),
    state === "suspended"
      ? { key: "resume", why: keep(may.resume) }
      : { key: "suspend", why: state === "active" ? keep(may.suspend) : words.notNow(status_) },
    { key: "end", why: keep(may.end) },
  ];
  const main = acts.find(({ why }) => why === null)?.key;
  const press = (act: Act) => {
    if (act === "try") go(`/gate/grants/${grant.id}/try`);
    else setSearch({ do: search.do === act ? undefined : act });
  };
  return (
    <NextActions
      label={words.now}
      actions={acts.map(({ key, why }) => ({
        key,
        button: (
          <Button
            type={key === main && (key === "try" || key === "file") ? "primary" : "default"}
            danger={(key === "end" || key === "suspend") && why === null}
            disabled={why !== null}
            icon={why === null ? undefined : <Icon name="lock" />}
            onClick={() => press(key)}
          >
            {words[key].button}
          </Button>
        ) as ReactNode,
        text: why ?? words[key].text,
      }))}
    />
  );
}
