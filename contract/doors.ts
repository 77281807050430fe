import { z } from "zod";
import { route } from "./route.ts";

// The addresses under which programs of others know the open data: CKAN's, DCAT-AP's, DCAT-US's, feeds. Their paths, parameters
// and answers belong to those standards, so the answers are raw and parameters are read as the standard says.

const action = z.object({ name: z.string().min(1).max(100) });
const Arguments = z.record(z.string(), z.unknown());

const get = <const Path extends string, const Name extends string>(path: Path, name: Name, zh: string, en: string) =>
  route({ method: "GET", path, operation: `doors.${name}`, summary: { zh, en }, answers: "raw" });

export const doorRoutes = {
  ckanGet: route({
    method: "GET",
    path: "/api/3/action/{name}",
    operation: "doors.ckan-read",
    summary: { zh: "CKAN 目录接口（读）", en: "CKAN Action API, read" },
    params: action,
    answers: "raw",
  }),
  ckanPost: route({
    method: "POST",
    path: "/api/3/action/{name}",
    operation: "doors.ckan-ask",
    summary: { zh: "CKAN 目录接口（参数在正文）", en: "CKAN Action API, arguments in the body" },
    params: action,
    body: Arguments,
    readsOnly: true,
    answers: "raw",
  }),
  ckanGetUnversioned: route({
    method: "GET",
    path: "/api/action/{name}",
    operation: "doors.ckan-read-unversioned",
    summary: { zh: "CKAN 目录接口（读，不带版本）", en: "CKAN Action API, read, without a version" },
    params: action,
    answers: "raw",
  }),
  ckanPostUnversioned: route({
    method: "POST",
    path: "/api/action/{name}",
    operation: "doors.ckan-ask-unversioned",
    summary: {
      zh: "CKAN 目录接口（参数在正文，不带版本）",
      en: "CKAN Action API, arguments in the body, without a version",
    },
    params: action,
    body: Arguments,
    readsOnly: true,
    answers: "raw",
  }),
  ckanVersion: get("/api/3", "ckan-version", "CKAN 接口版本", "Version of the CKAN API"),
  ckanRoot: get("/api", "ckan-root", "CKAN 接口版本", "Version of the CKAN API"),
  dump: route({
    method: "GET",
    path: "/datastore/dump/{id}",
    operation: "doors.dump-rows",
    summary: { zh: "CKAN DataStore 整份下载", en: "A dataset's file, as CKAN's DataStore names it" },
    params: z.object({ id: z.string().min(1).max(120) }),
    answers: "raw",
  }),
  /** By content negotiation; with an ending the format is said. `page`, `modified_since`, `q`. */
  catalog: get("/dcat", "dcat-catalog", "DCAT-AP 目录", "DCAT-AP catalog"),
  catalogTurtle: get("/catalog.ttl", "dcat-catalog-turtle", "DCAT-AP 目录（Turtle）", "DCAT-AP catalog, Turtle"),
  catalogJson: get("/catalog.jsonld", "dcat-catalog-jsonld", "DCAT-AP 目录（JSON-LD）", "DCAT-AP catalog, JSON-LD"),
  catalogXml: get("/catalog.rdf", "dcat-catalog-rdfxml", "DCAT-AP 目录（RDF/XML）", "DCAT-AP catalog, RDF/XML"),
  catalogXmlToo: get("/catalog.xml", "dcat-catalog-xml", "DCAT-AP 目录（RDF/XML）", "DCAT-AP catalog, RDF/XML"),
  /** `{file}` is a code or id, with `.ttl`, `.jsonld`, `.rdf` or `.xml`, or without for content negotiation. */
  dataset: route({
    method: "GET",
    path: "/dataset/{file}",
    operation: "doors.dcat-dataset",
    summary: { zh: "一个数据集的 DCAT-AP 描述", en: "A dataset in DCAT-AP" },
    params: z.object({ file: z.string().min(1).max(140) }),
    answers: "raw",
  }),
  shapes: get("/dcat/shapes.ttl", "dcat-shapes", "发布前校验用的 SHACL 规则", "SHACL shapes used before publication"),
  dcatus: get("/data.json", "dcat-us", "DCAT-US 目录", "DCAT-US catalog"),
  rss: get("/feeds/datasets.rss", "feed-rss", "开放数据的变化（RSS）", "Changes of open data, RSS"),
  atom: get("/feeds/datasets.atom", "feed-atom", "开放数据的变化（Atom）", "Changes of open data, Atom"),
};
