import { librariesRoutes as contract } from "#contract/libraries";
import { implement, type Route } from "#kernel/http/route";
import { answerPair, withdrawAnswer } from "./commands/answer-pair.ts";
import { createLibrary, editLibrary } from "./commands/keep-library.ts";
import { addSource, editSource, removeSource } from "./commands/keep-sources.ts";
import { runNow } from "./commands/run-now.ts";
import { startCollectionCheck } from "./commands/start-collection-check.ts";
import { unmerge } from "./commands/unmerge.ts";
import { correctConflict, listConflicts } from "./conflicts.ts";
import { listCorrections } from "./corrections.ts";
import { departmentPortraits } from "./department-portraits.ts";
import type { LibrariesParts } from "./parts.ts";
import { groupPortrait, portrait } from "./portrait.ts";
import * as queries from "./queries.ts";
import { getRecord, listPairs, searchRecords } from "./records.ts";
import { listAnswers } from "./standing.ts";
import { keepers, readers, recordReaders, reviewers } from "./who.ts";

export const librariesRouteTable = (parts: LibrariesParts): readonly Route[] => [
  implement(contract.listLibraries, { who: readers, handler: (call) => queries.listLibraries(call, parts) }),
  implement(contract.getLibrary, {
    who: readers,
    handler: (call, { params }) => queries.libraryView(call, parts, params.name),
  }),
  implement(contract.createLibrary, { who: keepers, handler: (call, { body }) => createLibrary(call, parts, body) }),
  implement(contract.editLibrary, {
    who: keepers,
    handler: (call, { params, body }, { version }) => editLibrary(call, parts, params.name, body, version),
  }),
  implement(contract.proposeSources, {
    who: keepers,
    handler: (call, { params }) => queries.proposeSources(call, parts, params.name),
  }),
  implement(contract.addSource, {
    who: keepers,
    handler: (call, { params, body }) => addSource(call, parts, params.name, body),
  }),
  implement(contract.editSource, {
    who: keepers,
    handler: (call, { params, body }, { version }) => editSource(call, parts, params, body, version),
  }),
  implement(contract.removeSource, { who: keepers, handler: (call, { params }) => removeSource(call, parts, params) }),
  implement(contract.startRun, { who: keepers, handler: (call, { params }) => runNow(call, parts, params.name) }),
  implement(contract.listRuns, {
    who: readers,
    handler: (call, { params, query }) => queries.listRuns(call, params.name, query),
  }),
  implement(contract.getRun, { who: readers, handler: (call, { params }) => queries.getRun(call, params) }),
  implement(contract.listPairs, {
    who: reviewers,
    handler: (call, { params, query }) => listPairs(call, parts, { ...params, ...query }),
  }),
  implement(contract.answerPair, {
    who: reviewers,
    handler: (call, { params, body }) => answerPair(call, parts, params, body),
  }),
  implement(contract.listAnswers, {
    who: reviewers,
    handler: (call, { params, query }) => listAnswers(call, parts, params.name, query),
  }),
  implement(contract.withdrawAnswer, {
    who: reviewers,
    handler: (call, { params }) => withdrawAnswer(call, parts, params),
  }),
  implement(contract.searchRecords, {
    who: recordReaders,
    handler: (call, { params, body }) => searchRecords(call, parts, params.name, body),
  }),
  implement(contract.getRecord, {
    who: recordReaders,
    handler: (call, { params, query }) => getRecord(call, parts, { ...params, ...query }),
  }),
  implement(contract.unmerge, {
    who: keepers,
    handler: (call, { params, body }) => unmerge(call, parts, params, body),
  }),
  implement(contract.listConflicts, {
    who: recordReaders,
    handler: (call, { params, query }) => listConflicts(call, parts, { ...params, ...query }),
  }),
  implement(contract.correctConflict, {
    who: keepers,
    handler: (call, { params, body }) => correctConflict(call, parts, params, body.evidence),
  }),
  implement(contract.listCorrections, {
    who: readers,
    handler: (call, { params, query }) => listCorrections(call, parts, { ...params, ...query }),
  }),
  implement(contract.departmentPortraits, { who: readers, handler: (call) => departmentPortraits(call, parts) }),
  implement(contract.portrait, { who: readers, handler: (call, { params }) => portrait(call, parts, params.name) }),
  implement(contract.groupPortrait, {
    who: readers,
    handler: (call, { params, query }) => groupPortrait(call, parts, { ...params, ...query }),
  }),
  implement(contract.checkCollection, { who: keepers, handler: (call) => startCollectionCheck(call, parts) }),
  implement(contract.listCollection, {
    who: readers,
    handler: (call, { query }) => queries.listCollection(call, parts, query.onlyAgain === "true"),
  }),
];
