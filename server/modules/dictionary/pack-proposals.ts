import type { ColumnHint, Proposal } from "#contract/dictionary";
import type { CodeList, Element } from "./door.ts";
import type { CheckFacts } from "./door.ts";
import { packCodeSets, packElements } from "./pack/pack.ts";
import { proposalGround, proposeFor } from "./propose.ts";

/** A proposal together with the element it names. */
export interface PackProposal extends Proposal {
  readonly check: Element["check"];
  readonly type: Element["type"];
  readonly definition: Element;
  /** The newest version of its code set. */
  readonly codes: CodeList | null;
}

/**
 * Proposals from the shipped pack alone: for work on files that belong to no hub, where there is no database to read a
 * dictionary from. Same weighing as the hub's own.
 */
export function createPackProposer(facts: CheckFacts): (column: ColumnHint) => PackProposal[] {
  const lists = new Map<string, CodeList>();
  for (const { id, versions } of packCodeSets) {
    const last = versions.at(-1);
    if (last) lists.set(id, { id, version: versions.length, name: last.name, codes: last.codes });
  }
  const elements = packElements.map((fields): Element => ({ ...fields, status: "active", source: null, version: 1 }));
  const byId = new Map(elements.map((element) => [element.id, element]));
  const ground = proposalGround(elements, (id) => lists.get(id));
  return (column) =>
    proposeFor(ground, column, facts).flatMap((proposal) => {
      const element = byId.get(proposal.element);
      if (!element) return [];
      const codes = element.codeSet === null ? null : (lists.get(element.codeSet) ?? null);
      return [{ ...proposal, check: element.check, type: element.type, definition: element, codes }];
    });
}
