import { doorRoutes as contract } from "#contract/doors";
import { implement, type RawAnswer, type Route } from "#kernel/http/route";
import { answerAction, refusedAsCkan } from "./ckan/answer.ts";
import { argumentsOf } from "./ckan/arguments.ts";
import { absentAsNull, datasetOf } from "./ckan/datastore.ts";
import { CkanError } from "./ckan/errors.ts";
import { answerCatalog, answerDataset } from "./dcat/answer.ts";
import { shapes } from "./dcat/shapes.ts";
import type { Syntax } from "./dcat/write.ts";
import { answerDcatus } from "./dcatus.ts";
import { answerAtom, answerRss } from "./feeds.ts";
import type { DoorsParts } from "./parts.ts";

export const doorRouteTable = (parts: DoorsParts): readonly Route[] => [
  ...ckanRoutes(parts),
  ...dcatRoutes(parts),
  implement(contract.dcatus, {
    who: "anyone",
    handler: async (call, _input, facts) => answerDcatus(call, parts, facts),
  }),
  implement(contract.rss, { who: "anyone", handler: (call, _input, facts) => answerRss(call, parts, facts) }),
  implement(contract.atom, { who: "anyone", handler: (call, _input, facts) => answerAtom(call, parts, facts) }),
];

const json = { "content-type": "application/json;charset=utf-8" };
const version = async (): Promise<RawAnswer> => ({ status: 200, headers: json, body: JSON.stringify({ version: 3 }) });

function ckanRoutes(parts: DoorsParts): readonly Route[] {
  return [
    ...[contract.ckanGet, contract.ckanGetUnversioned].map((one) =>
      implement(one, {
        who: "anyone",
        writeRefusal: refusedAsCkan,
        handler: (call, { params }, facts) =>
          answerAction(call, parts, { name: params.name, given: argumentsOf(facts.line), facts }),
      }),
    ),
    ...[contract.ckanPost, contract.ckanPostUnversioned].map((one) =>
      implement(one, {
        who: "anyone",
        writeRefusal: refusedAsCkan,
        handler: (call, { params, body }, facts) =>
          answerAction(call, parts, { name: params.name, given: { ...argumentsOf(facts.line), ...body }, facts }),
      }),
    ),
    implement(contract.ckanVersion, { who: "anyone", handler: version }),
    implement(contract.ckanRoot, { who: "anyone", handler: version }),
    implement(contract.dump, {
      who: "anyone",
      handler: async (call, { params }): Promise<RawAnswer> => {
        const set = await datasetOf(call, parts, params.id).catch((error: unknown) =>
          error instanceof CkanError ? null : absentAsNull(error),
        );
        const file = set?.distributions.find(({ format }) => format === "csv") ?? set?.distributions[0];
        if (!file)
          return {
            status: 404,
            headers: { "content-type": "text/plain; charset=utf-8" },
            body: "DataStore resource not found",
          };
        return { status: 302, headers: { location: file.path }, body: null };
      },
    }),
  ];
}

function dcatRoutes(parts: DoorsParts): readonly Route[] {
  const catalogs: readonly (readonly [
    (typeof contract)["catalog" | "catalogTurtle" | "catalogJson" | "catalogXml" | "catalogXmlToo"],
    Syntax | null,
  ])[] = [
    [contract.catalog, null],
    [contract.catalogTurtle, "ttl"],
    [contract.catalogJson, "jsonld"],
    [contract.catalogXml, "rdf"],
    [contract.catalogXmlToo, "rdf"],
  ];
  return [
    ...catalogs.map(([one, syntax]) =>
      implement(one, { who: "anyone", handler: (call, _input, facts) => answerCatalog(call, parts, facts, syntax) }),
    ),
    implement(contract.dataset, {
      who: "anyone",
      handler: (call, { params }, facts) => answerDataset(call, parts, facts, params.file),
    }),
    implement(contract.shapes, {
      who: "anyone",
      handler: async () => ({ status: 200, headers: { "content-type": "text/turtle; charset=utf-8" }, body: shapes }),
    }),
  ];
}
