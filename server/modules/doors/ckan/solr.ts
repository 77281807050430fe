import { badSearch } from "./errors.ts";

/**
 * The part of Solr's query language that CKAN's clients use: words, "phrases", field:value, field:(a OR b),
 * field:[a TO b], `*`, + and -, AND OR NOT, brackets.
 */
export type Clause =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "field"; readonly field: string; readonly value: string }
  | { readonly kind: "range"; readonly field: string; readonly from: string; readonly until: string }
  | { readonly kind: "not"; readonly clause: Clause }
  | { readonly kind: "and" | "or"; readonly clauses: readonly Clause[] };

type Token =
  | { readonly kind: "open" | "close" | "and" | "or" | "not" | "plus" | "minus" }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "range"; readonly from: string; readonly until: string }
  | { readonly kind: "text"; readonly text: string };

const signs = { "(": "open", ")": "close", "+": "plus", "-": "minus", "!": "not" } as const;
const words = { AND: "and", OR: "or", NOT: "not", "&&": "and", "||": "or" } as const;
const deepest = 20;
const longest = 4000;

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s+|([()])|([+\-!])(?=\S)|\[([^\]]*?)\s+TO\s+([^\]]*?)\]|\{([^}]*?)\s+TO\s+([^}]*?)\}|([A-Za-z_][\w.]*|\*):(?!\/\/)|"((?:[^"\\]|\\.)*)"|((?:\\.|[^\s()"])+)/gy;
  while (pattern.lastIndex < query.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(query);
    if (!match) throw badSearch(`cannot be read from “${query.slice(at, at + 40)}” on`);
    const [, bracket, sign, from, until, after, before, field, phrase, word] = match;
    if (bracket !== undefined) tokens.push({ kind: signs[bracket as "("] });
    else if (sign !== undefined) tokens.push({ kind: signs[sign as "+"] });
    else if (from !== undefined) tokens.push({ kind: "range", from: bare(from), until: bare(until ?? "") });
    else if (after !== undefined) tokens.push({ kind: "range", from: bare(after), until: bare(before ?? "") });
    else if (field !== undefined) tokens.push({ kind: "field", name: field });
    else if (phrase !== undefined) tokens.push({ kind: "text", text: unescaped(phrase) });
    else if (word !== undefined)
      tokens.push(
        Object.hasOwn(words, word) ? { kind: words[word as "AND"] } : { kind: "text", text: unescaped(word) },
      );
  }
  return tokens;
}

const bare = (end: string): string => end.trim().replaceAll(/^"|"$/g, "");
const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, "$1");

/** Clauses that must all hold; a query of nothing or of `*:*` has none. @throws CkanError Search Query Error */
export function parseSolr(query: string): Clause {
  if (query.length > longest) throw badSearch(`longer than ${longest} characters`);
  const tokens = tokensOf(query);
  let next = 0;
  const peek = () => tokens[next];
  const take = () => tokens[next++];

  function anyOf(depth: number): Clause {
    const clauses = [allOf(depth)];
    while (peek()?.kind === "or") {
      take();
      clauses.push(allOf(depth));
    }
    return clauses.length === 1 && clauses[0] ? clauses[0] : { kind: "or", clauses };
  }

  function allOf(depth: number): Clause {
    const clauses: Clause[] = [];
    for (let token = peek(); token && token.kind !== "close" && token.kind !== "or"; token = peek()) {
      if (token.kind === "and" || token.kind === "plus") take();
      else clauses.push(one(depth));
    }
    return clauses.length === 1 && clauses[0] ? clauses[0] : { kind: "and", clauses };
  }

  function one(depth: number): Clause {
    if (depth > deepest) throw badSearch("too many brackets or signs");
    const token = take();
    switch (token?.kind) {
      case "not":
      case "minus":
        return { kind: "not", clause: one(depth + 1) };
      case "plus":
        return one(depth + 1);
      case "open": {
        const inner = anyOf(depth + 1);
        if (take()?.kind !== "close") throw badSearch("a bracket is not closed");
        return inner;
      }
      case "field":
        return ofField(token.name, depth);
      case "text":
        return { kind: "word", text: token.text };
      case "range":
        throw badSearch("a range without a field");
      case "and":
      case "or":
      case "close":
      case undefined:
        throw badSearch("ends in the middle");
    }
  }

  /** `field:value`, `field:"a phrase"`, `field:[a TO b]`, `field:(a OR b)`. */
  function ofField(name: string, depth: number): Clause {
    const token = peek();
    if (token?.kind === "range") {
      take();
      return { kind: "range", field: name, from: token.from, until: token.until };
    }
    if (token?.kind === "text") {
      take();
      return name === "*" ? { kind: "and", clauses: [] } : { kind: "field", field: name, value: token.text };
    }
    if (token?.kind !== "open") throw badSearch(`${name}: without a value`);
    return inField(one(depth + 1), name);
  }

  const clause = anyOf(0);
  if (peek() !== undefined) throw badSearch("a bracket is closed that was not opened");
  return clause;
}

function inField(clause: Clause, field: string): Clause {
  switch (clause.kind) {
    case "word":
      return { kind: "field", field, value: clause.text };
    case "not":
      return { kind: "not", clause: inField(clause.clause, field) };
    case "and":
    case "or":
      return { kind: clause.kind, clauses: clause.clauses.map((one) => inField(one, field)) };
    case "field":
    case "range":
      return clause;
  }
}
