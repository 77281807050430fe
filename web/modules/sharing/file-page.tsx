import type { ReactNode } from "react";
import type { RouteAnswer, RouteContract } from "#contract/route";
import type { Bilingual } from "#contract/text";
import type { z } from "zod";
import { AnsweredPage, Icon, useAddressPart, useAnswer, useText } from "#kit";
import { usePlainText } from "#shell";
import "./sharing.css";

type FileRoute = RouteContract & { readonly params: z.ZodObject<{ id: z.ZodUUID }> };

/** The page of one file: until it is here, what it will be; a file one may not see is answered by the hub's sentence. */
export function FilePage<R extends FileRoute>({
  route,
  what,
  children,
}: {
  route: R;
  what: string;
  children: (file: RouteAnswer<R>) => ReactNode;
}) {
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer<FileRoute>(route, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={what}>
        {(file) => children(file as RouteAnswer<R>)}
      </AnsweredPage>
    </div>
  );
}

/** Who is waiting, for what, until when, on which basis: above everything else on the page of a file. */
export function Waiting({ waiting, children }: { waiting: Bilingual | null; children?: ReactNode }) {
  const text = useText();
  const plain = usePlainText();
  if (waiting === null && !children) return null;
  return (
    <div className="waiting">
      <Icon name="clock" />
      {waiting === null ? null : <span>{plain(text(waiting))}</span>}
      {children}
    </div>
  );
}
