import type { ProviderSetting } from "#contract/sharing";
import { type Call, mayTouch } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { knownDepartment, type Names, nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { saveSetting, settingOf, type SettingRow, settings } from "./setting-store.ts";

const fresh = (department: string): SettingRow => ({
  department,
  autoAnswer: false,
  autoSignedBy: null,
  autoDays: 365,
  mailAddress: null,
  version: 0,
});

const viewOf = (row: SettingRow, names: Names): ProviderSetting => ({
  ...row,
  departmentName: nameOf(names, row.department),
});

export async function listSettings(call: Call, parts: SharingParts): Promise<{ items: ProviderSetting[] }> {
  const names = await namesOf(call, parts);
  const known = await settings(call.db);
  const codes = [...names.departments.keys()].filter((code) => mayTouch(call.actor, code));
  return { items: codes.map((code) => viewOf(known.get(code) ?? fresh(code), names)) };
}

/** The automatic answer stands for the head's signature, so only the head signs the rule (Order 809 art. 20). */
export async function editSetting(
  call: Call,
  parts: SharingParts,
  {
    department,
    version,
    edit,
  }: {
    department: string;
    version: number | null;
    edit: Pick<SettingRow, "autoAnswer" | "autoDays" | "mailAddress">;
  },
): Promise<ProviderSetting> {
  const names = await namesOf(call, parts);
  knownDepartment(names, department);
  if (!mayTouch(call.actor, department)) throw problem(problems["department-not-found"], { department });
  const before = (await settingOf(call.db, department)) ?? fresh(department);
  refuseStale(version, before.version);
  const changesRule = edit.autoAnswer !== before.autoAnswer || (edit.autoAnswer && edit.autoDays !== before.autoDays);
  const isHead = call.actor.roles.includes("sharing-head") || call.actor.roles.includes("hub");
  if (changesRule && !isHead) throw problem(problems["setting-not-yours"]);
  const row: SettingRow = {
    ...edit,
    department,
    autoSignedBy: edit.autoAnswer ? (changesRule ? call.actor.name : before.autoSignedBy) : null,
    version: before.version + 1,
  };
  // Somebody saved between the reading and now: tell the same as if the page had been old.
  if (!(await saveSetting(call.db, row, before.version))) refuseStale(before.version, before.version + 1);
  parts.ledger.record(call, {
    action: "sharing.edit-setting",
    object: { kind: "setting", id: department, name: nameOf(names, department) },
    owner: department,
    facts: { autoAnswer: row.autoAnswer, autoDays: row.autoDays, hasMailbox: row.mailAddress !== null },
  });
  return viewOf(row, names);
}
