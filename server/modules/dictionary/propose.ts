import { setImmediate as turn } from "node:timers/promises";
import type { ColumnHint, Proposal } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { dayOf } from "./calendar.ts";
import type { Parts } from "./deps.ts";
import type { CheckFacts, CodeList, Element } from "./door.ts";
import { checkFacts } from "./judge-value.ts";
import { createNameIndex, type NameEvidence, type NameIndex } from "./name-index.ts";
import { codeListOn, type Snapshot } from "./reading.ts";
import { ColumnValues, evidenceOfValues, type ValueEvidence } from "./value-evidence.ts";

/** What proposals are made from: the active elements, their names, the code lists in force. */
export interface ProposalGround {
  readonly elements: readonly Element[];
  readonly names: NameIndex;
  readonly codeLists: ReadonlyMap<string, CodeList>;
}

export function proposalGround(
  elements: Iterable<Element>,
  codeListOf: (id: string) => CodeList | undefined,
): ProposalGround {
  const active = [...elements].filter((element) => element.status === "active");
  const codeLists = new Map<string, CodeList>();
  for (const { codeSet } of active) {
    const list = codeSet === null ? undefined : codeListOf(codeSet);
    if (list) codeLists.set(list.id, list);
  }
  return { elements: active, names: createNameIndex(active), codeLists };
}

/** How likely an element is that neither name nor comment speaks for; and where its values are telling. */
const unnamed = 0.004;
const unnamedButTelling = 0.1;
/** Without a word of the name and without a telling check or code set nothing is proposed as likely. */
const cautious = 0.55;
const mostProposals = 5;
const leastConfidence = 0.05;

/** The elements a column may be, best first. Name and values are weighed as odds: what speaks against counts too. */
export function proposeFor(ground: ProposalGround, hint: ColumnHint, facts: CheckFacts): Proposal[] {
  const named = ground.names.evidenceOf(hint.name, hint.comment);
  const values = new ColumnValues(hint.samples, facts);
  const lists = [...ground.codeLists.values()];
  return ground.elements
    .map((element) => {
      const codes = element.codeSet === null ? null : (ground.codeLists.get(element.codeSet) ?? null);
      const byName = named.get(element.id);
      const byValues = evidenceOfValues(element, values, codes, lists);
      return proposalOf(element, byName, byValues);
    })
    .filter(({ proposal }) => proposal.confidence >= leastConfidence)
    .toSorted((a, b) => b.proposal.confidence - a.proposal.confidence || b.uncapped - a.uncapped)
    .slice(0, mostProposals)
    .map(({ proposal }) => proposal);
}

/** `uncapped` tells proposals apart that caution holds at the same confidence. */
function proposalOf(
  element: Element,
  byName: NameEvidence | undefined,
  byValues: ValueEvidence,
): { proposal: Proposal; uncapped: number } {
  const without = byValues.isTelling ? unnamedButTelling : unnamed;
  const confidence = sigmoid(logit(Math.max(byName?.likelihood ?? 0, without)) + byValues.weight);
  const mayBeSure = (byName?.likelihood ?? 0) >= 0.2 || byValues.isDecisive;
  const proposal = {
    element: element.id,
    name: element.name,
    field: element.field,
    confidence: Math.round(Math.min(mayBeSure ? 0.99 : cautious, confidence) * 1000) / 1000,
    reason: joined(byName?.reason ?? null, byValues.reason),
  };
  return { proposal, uncapped: confidence };
}

const logit = (share: number): number => Math.log(share / (1 - share));
const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds));

function joined(name: Bilingual | null, values: Bilingual | null): Bilingual {
  const parts = [name, values].filter((part) => part !== null);
  return { zh: `${parts.map(({ zh }) => zh).join("；")}。`, en: `${parts.map(({ en }) => en).join("; ")}.` };
}

const grounds = new WeakMap<Snapshot, Map<string, ProposalGround>>();

/** Built once for each change of the dictionary and day. */
function groundOf(snapshot: Snapshot, day: string): ProposalGround {
  const byDay = grounds.get(snapshot) ?? new Map<string, ProposalGround>();
  grounds.set(snapshot, byDay);
  const ground = byDay.get(day) ?? proposalGround(snapshot.elements.values(), (id) => codeListOn(snapshot, id, day));
  if (!byDay.has(day)) byDay.clear();
  byDay.set(day, ground);
  return ground;
}

/** For each column its proposals; other requests take their turn between columns. */
export async function propose(call: Call, parts: Parts, columns: readonly ColumnHint[]): Promise<Proposal[][]> {
  const day = dayOf(call.now);
  const ground = groundOf(await parts.reading.current(call), day);
  const facts = checkFacts(day, await parts.registry.divisionCodes(call));
  const answers: Proposal[][] = [];
  for (const column of columns) {
    answers.push(proposeFor(ground, column, facts));
    await turn();
    call.signal.throwIfAborted();
  }
  return answers;
}

export async function proposeForRoute(call: Call, parts: Parts, columns: readonly ColumnHint[]) {
  const proposals = await propose(call, parts, columns);
  return { columns: columns.map(({ name }, index) => ({ name, proposals: proposals[index] ?? [] })) };
}
