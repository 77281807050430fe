import type { Actor, Call } from "../call.ts";
import { hubCall, type RunDeps } from "./run.ts";
import type { Queue } from "./queue.ts";

/** News that goes upward: what has happened, for whoever `compose.ts` has named as a listener. */
export interface EventType<Payload extends object> {
  /** `<module>.<past participle>`, such as `intake.loaded`. */
  readonly name: string;
  /** Never set; carries the payload's type. */
  readonly payload?: Payload;
}

export const eventType = <Payload extends object>(name: string): EventType<Payload> => ({ name });

type Listener<Payload extends object> = (call: Call, payload: Payload) => Promise<void>;

/**
 * An outbox: an event is written in the sender's transaction, one message per listener, and delivered afterwards, at
 * least once. A listener that fails is tried again without the others hearing twice; one that heard before must not mind.
 */
export interface Events {
  /** Before `open`. `listener` names the module that hears. */
  on<Payload extends object>(event: EventType<Payload>, listener: string, handle: Listener<Payload>): void;
  publish<Payload extends object>(call: Call, event: EventType<Payload>, payload: Payload): Promise<void>;
}

interface Message {
  readonly actor: Actor;
  readonly payload: object;
}

const retryLimit = 20;

export function createEvents(queue: Queue, deps: Pick<RunDeps, "database" | "log" | "now">): Events {
  const listeners = new Map<string, string[]>();
  return {
    on(event, listener, handle) {
      const name = `event.${event.name}.${listener}`;
      listeners.set(event.name, [...(listeners.get(event.name) ?? []), name]);
      queue.define(name, { retryLimit, concurrency: 1 }, async (message, { signal }) => {
        const { actor, payload } = message as Message;
        await handle({ ...hubCall(deps, signal), actor }, payload as Parameters<typeof handle>[1]);
      });
    },
    async publish(call, event, payload) {
      const message: Message = { actor: call.actor, payload };
      for (const name of listeners.get(event.name) ?? []) await queue.send(call.db, name, message);
    },
  };
}
