import { useEffect, useRef, useState } from "react";
import { type Draft, intakeRoutes, type Source } from "#contract/intake";
import { uploadFile, useChange, useGo } from "#kit";

interface Doing {
  readonly name: string;
  /** Share of the file that has been sent; null once the hub looks inside. */
  readonly share: number | null;
}

/** Uploads or connects, lets the hub look inside, and goes to the draft it makes. */
export function useBegin(resourceId: string | null) {
  const go = useGo();
  const create = useChange(intakeRoutes.createDraft, ["ledger", "home"]);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [refusal, setRefusal] = useState<{ name: string; error: Error } | null>(null);
  const gone = useRef<AbortController>(null);
  useEffect(() => () => gone.current?.abort(), []);
  const attempt = async (name: string, work: () => Promise<Draft>) => {
    setRefusal(null);
    try {
      const draft = await work();
      go(`/intake/drafts/${draft.id}`, { replace: true });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      setRefusal({ name, error: error as Error });
      setDoing(null);
    }
  };
  return {
    doing,
    refusal,
    fromFile: (file: File, department: string) =>
      attempt(file.name, async () => {
        gone.current = new AbortController();
        setDoing({ name: file.name, share: 0 });
        const { fileId } = await uploadFile(intakeRoutes.uploadFile, {
          query: { name: file.name, department },
          file,
          onProgress: (share) => setDoing({ name: file.name, share }),
          signal: gone.current.signal,
        });
        setDoing({ name: file.name, share: null });
        return create.sendOrThrow({ body: { department, fileId, resourceId } });
      }),
    fromSource: ({ id, name, department }: Pick<Source, "id" | "name" | "department">) =>
      attempt(name, () => {
        setDoing({ name, share: null });
        return create.sendOrThrow({ body: { department, sourceId: id, resourceId } });
      }),
  };
}
