import { dayOf } from "#contract/clock-days";
import type { Resource, ResourceFields } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { isSameContent } from "../changes.ts";
import { takeStep } from "../step.ts";
import { codeOf, defaultClassification } from "../code.ts";
import { faultsOf } from "../declaration.ts";
import type { CatalogDeps } from "../deps.ts";
import { published } from "../lifecycle.ts";
import { departmentName } from "../lookups.ts";
import { problems } from "../problems.ts";
import { show } from "../search-entry.ts";
import { Snapshot } from "../snapshot.ts";
import { findVersion, insertVersion, nextSequence, themeItemCode } from "../store.ts";
import { workingFace } from "../view.ts";

/**
 * The bureau has reviewed it: the working copy becomes a version for good, everybody sees it from now on (Order 809
 * art. 16), and at the first time it gets its code.
 */
export const publishResource = (call: Call, deps: CatalogDeps, id: string): Promise<Resource> =>
  takeStep(
    call,
    deps,
    { id, act: "publish", operation: "catalog.publish-resource" },
    async (inner, resource, lookups) => {
      const before = await findVersion(inner.db, id, resource.publishedVersion);
      const standing = published(resource, {
        isSameAsPublished: before !== undefined && isSameContent(before.snapshot.fields, resource.fields),
        faults: faultsOf(resource.fields, lookups.elements),
      });
      const version = standing.publishedVersion;
      const face = workingFace(resource, lookups);
      const snapshot = Snapshot.parse({
        ...face,
        departmentName: departmentName(lookups, resource.department, "zh"),
        secrecy: standing.secrecy,
        personal: standing.personal,
        signedBy: standing.signedBy,
      });
      const code = resource.code ?? (await assignCode(inner, resource.fields));
      const publishedBy = inner.actor.name;
      await insertVersion(inner.db, { resourceId: id, version, snapshot, publishedAt: inner.now, publishedBy });
      await show(inner, deps, { id, code, stage: "published" }, "outside", face);
      return { standing, code, publishedAt: inner.now, facts: { version, code } };
    },
  );

async function assignCode(call: Call, fields: ResourceFields): Promise<string> {
  const today = dayOf(call.now);
  const classification =
    fields.classification ?? defaultClassification(await themeItemCode(call.db, fields.theme, today));
  const sequence = await nextSequence(call.db, classification);
  if (sequence === undefined) throw problem(problems["codes-exhausted"], { classification });
  return codeOf(classification, sequence);
}
