import assert from "node:assert/strict";
import type { Opening, OpeningTerms } from "#contract/portal-manage";
import { makeStations, stationTerms } from "../../server/modules/portal/test-ground.ts";
import { startTestHub, type TestHub, testPolice } from "./hub.ts";
import { jobEnded } from "./library-ground.ts";

export interface OpenSide extends TestHub {
  /** Of the resource that all of them are made of. */
  readonly resourceId: string;
  /** Opens the stations once more, under another code. */
  opened(code: string, more?: Partial<OpeningTerms>): Promise<Opening>;
  /** Datasets that only repeat an open one, under codes that end in `-1` to `-{count}`. */
  repeated(code: string, count: number): Promise<void>;
}

/** What stands in texts that nobody has opened; no door may show it. */
export const unopened = "尚未开放的内容";

const byAgreement = {
  access: "conditional",
  licence: "agreement-1.0",
  conditions: "只供本地研究机构使用，不得转给他人。",
} as const;

/**
 * A hub whose open side holds one of each: `charging-stations` is open, `stations-by-agreement` conditional, `stations-gone`
 * withdrawn; a draft, one that waits and a change of the open one hold `unopened` in their titles. Ask at the top of the file.
 */
export async function startOpenSide(): Promise<OpenSide> {
  const ground = await startTestHub();
  const resource = await makeStations(ground);
  const steward = await ground.as("department-steward", { department: testPolice });
  const officer = await ground.as("data-officer");
  const drafted = async (code: string, more: Partial<OpeningTerms> = {}): Promise<Opening> => {
    const terms = stationTerms(more);
    const made = await steward.post<Opening>("/api/portal/openings", { resourceId: resource.id, code, terms });
    assert.equal(made.status, 201, made.text);
    return made.body;
  };
  const submitted = async (code: string, more: Partial<OpeningTerms> = {}): Promise<Opening> => {
    const answer = await steward.post<Opening>(`/api/portal/openings/${(await drafted(code, more)).id}/submit`, {});
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  const opened = async (code: string, more: Partial<OpeningTerms> = {}): Promise<Opening> => {
    const answer = await officer.post<Opening>(`/api/portal/openings/${(await submitted(code, more)).id}/open`, {});
    assert.equal(answer.status, 200, answer.text);
    if (answer.body.jobId !== null) await jobEnded(ground, answer.body.jobId);
    return answer.body;
  };
  const open = await opened("charging-stations");
  await opened("stations-by-agreement", { ...byAgreement, title: { zh: "有条件的充电站", en: "By agreement" } });
  const gone = await opened("stations-gone", { title: { zh: "撤回的充电站", en: "Withdrawn" } });
  await officer.post(`/api/portal/openings/${gone.id}/withdraw`, { reason: "测试撤回" });
  const title = { zh: unopened, en: "" };
  await drafted("stations-draft", { title });
  await submitted("stations-waiting", { title });
  const { version } = (await steward.get<Opening>(`/api/portal/openings/${open.id}`)).body;
  const edited = await steward.put(`/api/portal/openings/${open.id}`, stationTerms({ title }), { ifMatch: version });
  assert.equal(edited.status, 200, edited.text);
  return { ...ground, resourceId: resource.id, opened, repeated: (code, count) => repeat(ground, code, count) };
}

async function repeat({ database }: TestHub, code: string, count: number): Promise<void> {
  await database.pool.query(
    `with copy as (
       insert into portal.dataset (id, code, resource_id, department, state, state_since, terms, created_at)
       select gen_random_uuid(), d.code || '-' || n, d.resource_id, d.department, 'open', d.state_since, d.terms, d.created_at
       from portal.dataset d, generate_series(1, $2::int) n where d.code = $1
       returning id, code
     )
     insert into portal.face (
       dataset_id, code, doc, name, department, division, theme, licence, access, keywords, formats, row_count,
       next_update_by, issued, modified
     )
     select c.id, c.code, f.doc || jsonb_build_object('id', c.id, 'code', c.code), f.name, f.department, f.division, f.theme,
       f.licence, f.access, f.keywords, f.formats, f.row_count, f.next_update_by, f.issued, f.modified
     from copy c, portal.face f where f.code = $1`,
    [code, count],
  );
}
