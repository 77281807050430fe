import { z } from "zod";
import { pageOf } from "../page.ts";
import { route } from "../route.ts";

export const id = z.object({ id: z.uuid() });
export const change = <const Name extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  body: Body,
  answer: Answer,
) =>
  route({
    method: "POST",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    params: id,
    body,
    answer,
  });
export const nothing = z.object({});
export const list = <const Name extends string, Query extends z.ZodType, Item extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  query: Query,
  item: Item,
) =>
  route({
    method: "GET",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    query,
    answer: pageOf(item),
  });
export const one = <const Name extends string, Answer extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  answer: Answer,
) =>
  route({
    method: "GET",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    params: id,
    answer,
  });
export const create = <const Name extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  body: Body,
  answer: Answer,
) =>
  route({
    method: "POST",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    body,
    answer,
    status: 201,
  });
