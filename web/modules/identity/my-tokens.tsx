import { Button } from "antd";
import { useState } from "react";
import { identityRoutes, type PersonalToken } from "#contract/identity";
import {
  type Answer,
  Answered,
  ErrorState,
  Form,
  Moment,
  NumberField,
  PlainTable,
  Section,
  TextField,
  useChange,
  useConfirm,
  useForm,
  useNow,
  useToast,
  useWords,
} from "#kit";
import { type Secret, SecretOnce } from "#shell";
import { identityWords } from "./words.ts";

/** Tokens of one's own: made, shown once, revoked. */
export function MyTokens({ tokens }: { tokens: Answer<{ items: PersonalToken[] }> }) {
  const words = useWords(identityWords).me;
  const [secret, setSecret] = useState<Secret | null>(null);
  return (
    <Section title={words.tokens} note={words.tokensNote}>
      <Answered answer={tokens} what={words.what}>
        {({ items }) =>
          items.length === 0 ? <p className="t13 m">{words.noTokens}</p> : <TokenTable tokens={items} />
        }
      </Answered>
      <NewToken onMade={setSecret} />
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </Section>
  );
}

function TokenTable({ tokens }: { tokens: readonly PersonalToken[] }) {
  const words = useWords(identityWords).me;
  const ask = useConfirm();
  const toast = useToast();
  const now = useNow();
  const change = useChange(identityRoutes.revokeToken, ["ledger"]);
  const revoke = async ({ id, name }: PersonalToken) => {
    const question = { title: words.revokeAsk(name), text: words.revokeText, action: words.revoke, isDanger: true };
    if (!(await ask(question))) return;
    if (await change.send({ params: { id } })) toast(words.revoked(name));
  };
  return (
    <>
      {change.problem ? <ErrorState error={change.problem} /> : null}
      <PlainTable
        label={words.tokens}
        columns={[
          { title: words.tokenName },
          { title: words.created, width: 130 },
          { title: words.expires, width: 130 },
          { title: words.lastUsed, width: 130 },
          { title: words.revoke, width: 90 },
        ]}
        rows={tokens.map((token) => ({
          key: token.id,
          cells: [
            <b key="name">{token.name}</b>,
            <Moment key="made" at={token.createdAt} />,
            Date.parse(token.expiresAt) < now.getTime() ? words.expired : <Moment key="end" at={token.expiresAt} />,
            token.lastUsedAt ? (
              <Moment key="used" at={token.lastUsedAt} />
            ) : (
              <span key="used" className="m">
                {words.never}
              </span>
            ),
            <Button key="revoke" size="small" danger onClick={() => void revoke(token)}>
              {words.revoke}
              <span className="unseen"> {token.name}</span>
            </Button>,
          ],
        }))}
      />
    </>
  );
}

const blank = { name: "", days: 30 };

function NewToken({ onMade }: { onMade: (secret: Secret) => void }) {
  const words = useWords(identityWords);
  const create = useChange(identityRoutes.createToken, ["ledger"]);
  const form = useForm({
    id: "token",
    initial: blank,
    send: async (values) => {
      const made = await create.sendOrThrow({ body: values });
      onMade({ title: words.secret.tokenTitle(made.name), lines: [{ label: words.secret.secret, value: made.token }] });
    },
  });
  return (
    <Form form={form} action={words.me.create} keepsQuiet onDone={() => form.reset(blank)}>
      <div className="form-grid">
        <TextField form={form} name="name" label={words.me.tokenName} hint={words.me.tokenNameHint} isRequired />
        <NumberField
          form={form}
          name="days"
          label={words.me.days}
          hint=" "
          min={1}
          max={365}
          unit={words.me.daysUnit}
          isRequired
        />
      </div>
    </Form>
  );
}
