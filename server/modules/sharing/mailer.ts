import { createTransport } from "nodemailer";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { noteLetter, type NoticeRow, takeLetter } from "./notice-store.ts";

/** A way to send one letter. */
export interface Mailer {
  send(letter: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly id: string;
  }): Promise<void>;
}

const tenSeconds = 10_000;

/** Mail by SMTP: `smtp://user:password@host:port`, or `smtps://…` for TLS from the beginning. */
export function openMailer(url: string, from: string): Mailer {
  const timeouts = { connectionTimeout: tenSeconds, greetingTimeout: tenSeconds, socketTimeout: tenSeconds };
  const transport = createTransport({ url, ...timeouts });
  return {
    async send({ to, subject, text, id }) {
      await transport.sendMail({ from, to, subject, text, messageId: `<${id}@weir>` });
    },
  };
}

/**
 * Sends what waits, one letter after another. A letter is marked before it goes and after it went, each in a commit of its
 * own: a hub killed between the two leaves it `sending`, and nobody sends it a second time.
 */
export async function sendLetters(call: Call, mailer: Mailer): Promise<{ sent: number; failed: number }> {
  const counts = { sent: 0, failed: 0 };
  for (;;) {
    const letter = await inTransaction(call, ({ db }) => takeLetter(db));
    if (!letter || call.signal.aborted) return counts;
    const fault = await attempt(mailer, letter);
    await noteLetter(call.db, letter.id, fault === null ? "sent" : "failed", fault);
    counts[fault === null ? "sent" : "failed"] += 1;
  }
}

async function attempt(mailer: Mailer, letter: NoticeRow): Promise<string | null> {
  try {
    await mailer.send({
      to: letter.mailTo ?? "",
      subject: letter.titleZh,
      text: `${letter.textZh}\n\n${letter.textEn}\n\n${letter.href}\n`,
      id: letter.id,
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : "mail failed";
  }
}
