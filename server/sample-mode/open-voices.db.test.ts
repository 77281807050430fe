import assert from "node:assert/strict";
import { test } from "node:test";
import type { Opening } from "#contract/portal-manage";
import { startTestHub } from "#test/hub";
import { makeStations, stationTerms, testPolice } from "../modules/portal/test-ground.ts";
import { playVisitors } from "./open-voices.ts";

const ground = await startTestHub();
const { hub, url } = ground;
const { id: resourceId } = await makeStations(ground);
const steward = await ground.as("department-steward", { department: testPolice });
const officer = await ground.as("data-officer");
const body = { resourceId, code: "charging-stations", terms: stationTerms() };
const { id } = (await steward.post<Opening>("/api/portal/openings", body)).body;
await steward.post(`/api/portal/openings/${id}/submit`, {});
await officer.post(`/api/portal/openings/${id}/open`, {});

test("the sample's gallery and answers are there once, however often the set-up is taken up again", async () => {
  const told = {
    departments: [{ key: "jiaotongju", code: testPolice }],
    tables: ["health-institutions", "air-readings"].map((key) => ({
      key,
      name: { zh: "公共充电站", en: "Public charging stations" },
      department: testPolice,
    })),
  };
  const { actor } = hub.call();
  const cast = { steward: actor, head: actor, officer: actor };
  const play = () => playVisitors(hub, hub.call(), told, { officer: actor, castOf: () => cast });
  await play();
  await play();
  const page = async (path: string) => (await fetch(`${url}${path}`, { headers: { accept: "text/html" } })).text();
  const gallery = await page("/open/applications");
  for (const title of ["就近看病（示例）", "今天适合出门吗（示例）"])
    assert.equal(gallery.split(title).length - 1, 1, title);
  const answers = await page("/open/answers");
  assert.equal(answers.split("公交线路和站点").length - 1, 1);
  assert.match(answers, /已列入下季度开放计划/);
  const { answers: counts } = await hub.portal.statistics(hub.call());
  assert.deepEqual(
    counts.filter(({ received }) => received > 0).map(({ kind, answered, inTime }) => [kind, answered, inTime]),
    [["request", 1, 1]],
  );
  assert.equal((await hub.portal.get(hub.call(), "charging-stations")).uses.applications, 2);
});
