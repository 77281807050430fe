import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RouteRequest } from "#contract/route";
import { type Draft, intakeRoutes } from "#contract/intake";
import { callApi, keyOf } from "#kit";

export type DraftChange = RouteRequest<typeof intakeRoutes.editDraft>["body"];
export type SaveState = "saved" | "saving" | Error;

export interface DraftSaver {
  readonly state: SaveState;
  /** Saves in the order of asking; what is asked while a save is under way goes together in the next one. */
  readonly save: (change: DraftChange) => Promise<boolean>;
  /** Once more what could not be saved. */
  readonly again: () => Promise<boolean>;
}

/** Saves every step of a draft as it is made; its answer becomes what the page shows. */
export function useDraftSaver(draft: Draft): DraftSaver {
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>("saved");
  const [queue] = useState(() =>
    createQueue(
      draft,
      (saved) => {
        client.setQueryData(keyOf(intakeRoutes.getDraft, { params: { id: saved.id } }), saved);
        client.removeQueries({ queryKey: keyOf(intakeRoutes.tryDraft, { params: { id: saved.id } }) });
      },
      setState,
    ),
  );
  return { state, save: queue.save, again: queue.again };
}

function createQueue(draft: Draft, onSaved: (draft: Draft) => void, tell: (state: SaveState) => void) {
  let { version } = draft;
  let waiting: DraftChange | null = null;
  let running: Promise<boolean> | null = null;
  const run = async (): Promise<boolean> => {
    tell("saving");
    let sent: DraftChange | null = null;
    try {
      while (waiting) {
        sent = waiting;
        waiting = null;
        const saved = await callApi(intakeRoutes.editDraft, {
          params: { id: draft.id },
          body: sent,
          ifMatch: version,
        });
        ({ version } = saved);
        onSaved(saved);
      }
      tell("saved");
      return true;
    } catch (error) {
      waiting = { ...sent, ...waiting };
      tell(error as Error);
      return false;
    } finally {
      running = null;
    }
  };
  const start = () => {
    running ??= run();
    return running;
  };
  return {
    save: (change: DraftChange) => {
      waiting = { ...waiting, ...change };
      return start();
    },
    again: () => (waiting ? start() : Promise.resolve(true)),
  };
}
