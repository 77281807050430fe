import type { ChangeEvent } from "./change-stream.ts";

/** How old the oldest change is that was handed on and is not known to be in the lake. */
export class UnackedChanges {
  private readonly isAtOrBefore: (a: string, b: string) => boolean;
  private waiting: { readonly position: string; readonly committedAt: Date }[] = [];

  constructor(isAtOrBefore: (a: string, b: string) => boolean) {
    this.isAtOrBefore = isAtOrBefore;
  }

  sent(event: ChangeEvent): void {
    if (event.kind !== "changes") return;
    const [first] = event.changes;
    if (first) this.waiting.push({ position: event.position, committedAt: first.committedAt });
  }

  acknowledged(position: string): void {
    this.waiting = this.waiting.filter((batch) => !this.isAtOrBefore(batch.position, position));
  }

  ageSeconds(now: number): number {
    const [oldest] = this.waiting;
    return oldest ? Math.max(0, (now - oldest.committedAt.getTime()) / 1000) : 0;
  }
}
