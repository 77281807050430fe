import assert from "node:assert/strict";
import type { Resource } from "#contract/catalog";
import type { Role } from "#contract/identity";
import type { Load } from "#contract/intake";
import { newId } from "#kernel/id";
import type { TestClient } from "./client.ts";
import { testBureau, type TestHub } from "./hub.ts";
import { quickLoad, upload } from "./loading.ts";
import { type SharingGround, sharingGround } from "./sharing-ground.ts";

/** What an example of a route sends; `client` where it must be a certain person. */
export interface ExampleRequest {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly file?: string;
  /** Version of the thing it edits. */
  readonly ifMatch?: number;
  readonly client?: TestClient;
}

/** A call of a changing route that succeeds. Made anew for each call, so that no example leans on another's. */
export interface RouteExample {
  readonly as: Role | "visitor";
  readonly make: (ground: RouteGround) => Promise<ExampleRequest>;
  /** Acts of modules below that are part of this one and leave entries of their own before it. */
  readonly also?: readonly string[];
  /** Ends what the call has set going. */
  readonly afterwards?: (ground: RouteGround, answer: unknown) => Promise<void>;
}

/** A hub with things in it for routes to change. */
export interface RouteGround {
  readonly hub: TestHub;
  /** The one person of this role. */
  readonly person: (role: Role | "visitor") => Promise<TestClient>;
  /** A thing another route has made, as its answer describes it. */
  readonly made: <Body>(role: Role | "visitor", path: string, body: unknown) => Promise<Body>;
  /** A word nothing else is called by. */
  readonly fresh: (word: string) => string;
  /** A resource that has come as far as this. */
  readonly resource: (stage: "draft" | "assessing" | "signing" | "review" | "published") => Promise<Resource>;
  readonly file: (content?: string) => Promise<string>;
  /** A load that has ended, with rows that were rejected. */
  readonly load: () => Promise<Load>;
  /** A job that no worker takes. */
  readonly job: () => Promise<string>;
  readonly sharing: SharingGround;
}

/** Two rows load, the third has a day that does not exist. */
export const someRows = "姓名,出生日期\n甲清,1990-01-02\n乙江,1991-03-04\n丙沐,1990-02-30\n";

export function routeGround(hub: TestHub): RouteGround {
  const people = new Map<string, Promise<TestClient>>();
  let count = 0;
  const person: RouteGround["person"] = (role) => {
    const known = people.get(role) ?? (role === "visitor" ? Promise.resolve(hub.asVisitor()) : hub.as(role));
    people.set(role, known);
    return known;
  };
  const made: RouteGround["made"] = async <Body>(role: Role | "visitor", path: string, body: unknown) => {
    const answer = await (await person(role)).post<Body>(path, body);
    assert.ok(answer.status < 300, `${path}: ${answer.text}`);
    return answer.body;
  };
  const fresh: RouteGround["fresh"] = (word) => `${word}${(count += 1)}`;
  const resource: RouteGround["resource"] = (stage) => resourceAt(stage, made, fresh("示例资源"));
  return {
    hub,
    person,
    made,
    fresh,
    resource,
    file: async (content = someRows) => {
      const answer = await upload(await person("department-steward"), `${fresh("rows")}.csv`, content);
      assert.equal(answer.status, 201, answer.text);
      return answer.body.fileId;
    },
    load: async () => quickLoad(await person("department-steward"), `${fresh("rows")}.csv`, someRows),
    job: () => idleJob(hub),
    sharing: sharingGround({ hub, person, resource }),
  };
}

const steps = [
  { to: "draft" },
  { to: "assessing", role: "department-steward", path: "submit", body: undefined },
  { role: "department-steward", path: "secrecy", body: { result: "no-secret", note: "不涉密" } },
  {
    to: "signing",
    role: "department-steward",
    path: "personal",
    body: { result: "no-personal-information", note: "不含个人信息" },
  },
  { to: "review", role: "sharing-head", path: "sign", body: undefined },
  { to: "published", role: "data-officer", path: "publish", body: undefined },
] as const;

export const declaredResource = (name: string) => ({
  name,
  department: testBureau,
  format: "database",
  updateCycle: "daily",
  shareClass: "unconditional",
  shareModes: ["query-api"],
  dataClass: "公共管理和服务",
  items: [
    { field: "office", name: { zh: "签发机关", en: "Office" }, element: null, type: { kind: "text" }, grade: "1" },
  ],
});

async function resourceAt(stage: string, made: RouteGround["made"], name: string): Promise<Resource> {
  let resource = await made<Resource>("department-steward", "/api/catalog/resources", declaredResource(name));
  for (const step of steps) {
    if ("path" in step)
      resource = await made<Resource>(step.role, `/api/catalog/resources/${resource.id}/${step.path}`, step.body);
    if ("to" in step && step.to === stage) break;
  }
  return resource;
}

async function idleJob({ database }: TestHub): Promise<string> {
  const id = newId();
  await database.pool.query(
    `insert into kernel.job (id, name, title_zh, title_en, state, input, department, actor_id, actor_name, created_at)
     values ($1, 'operations.load-divisions', '试', 'Try', 'queued', '{}', $2, 'test', '测试', now())`,
    [id, testBureau],
  );
  return id;
}
