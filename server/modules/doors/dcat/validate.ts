import { Parser, Store } from "n3";
import Validator from "rdf-validate-shacl";
import type { PublicDataset } from "#contract/portal";
import { describeDataset } from "./describe.ts";
import { shapes } from "./shapes.ts";

export interface DescriptionFault {
  /** False where it may be published all the same. */
  readonly isSerious: boolean;
  /** The property, for example `http://purl.org/dc/terms/description`. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

let ready: Validator | undefined;
const validator = (): Validator => (ready ??= new Validator(new Store(new Parser().parse(shapes))));

/** What is wrong with a dataset's description by the shapes; empty where it may be published as it is. */
export async function validateDescription(
  set: PublicDataset,
  origin = "http://localhost",
): Promise<DescriptionFault[]> {
  const store = new Store();
  describeDataset(store, origin, set);
  return await faultsOf(validator(), store);
}

export async function faultsOf(by: Validator, store: Store): Promise<DescriptionFault[]> {
  const report = await by.validate(store);
  return report.results.map(({ severity, path, message }) => {
    const [zh = "", en = zh] = (message[0]?.value ?? "").split(" / ");
    return { isSerious: severity?.value.endsWith("#Violation") ?? true, path: path?.value ?? "", zh, en };
  });
}
