import { SaxesParser } from "@rubensworks/saxes";

export interface XmlNode {
  readonly name: string;
  /** Every element of this name inside, in order. */
  find(name: string): XmlNode[];
  /** Text of the first element of this name inside; empty where there is none. */
  textOf(name: string): string;
}

interface Node extends XmlNode {
  readonly children: Node[];
  text: string;
}

/** The root of a document. Throws for what is not well-formed. */
export function readXml(text: string): XmlNode {
  const root = nodeOf("");
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local }) => {
    const node = nodeOf(local);
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("text", (piece) => {
    const node = open.at(-1);
    if (node) node.text += piece;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return root;
}

function nodeOf(name: string): Node {
  const children: Node[] = [];
  const find = (wanted: string): Node[] =>
    children.flatMap((child) => [...(child.name === wanted ? [child] : []), ...(child.find(wanted) as Node[])]);
  return { name, children, text: "", find, textOf: (wanted) => find(wanted)[0]?.text ?? "" };
}
