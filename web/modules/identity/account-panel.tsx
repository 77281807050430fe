import { Button } from "antd";
import { type Account, identityRoutes } from "#contract/identity";
import { CopyCode, ErrorState, KeyValues, Moment, useChange, useConfirm, useToast, useWords, Why } from "#kit";
import { AssignmentsForm } from "./assignments-form.tsx";
import { identityWords } from "./words.ts";

/** Manages one account: what may be done depends on which administrator asks (三员分立). */
export function AccountPanel({
  account,
  onSecret,
}: {
  account: Account;
  onSecret: (name: string, secret: string) => void;
}) {
  const words = useWords(identityWords).account;
  return (
    <>
      <KeyValues
        items={[
          { key: words.login, value: <CopyCode code={account.login} /> },
          { key: words.created, value: <Moment at={account.createdAt} /> },
          { key: words.lastSignIn, value: <Moment at={account.lastSignInAt} /> },
        ]}
      />
      <Keep account={account} onSecret={onSecret} />
      <AssignmentsForm account={account} />
    </>
  );
}

function Keep({ account, onSecret }: { account: Account; onSecret: (name: string, secret: string) => void }) {
  const words = useWords(identityWords).account;
  const ask = useConfirm();
  const toast = useToast();
  const edit = useChange(identityRoutes.editAccount, ["ledger"]);
  const reset = useChange(identityRoutes.resetPassword, ["ledger"]);
  if (!account.may.edit) {
    return (
      <p style={{ margin: "16px 0" }}>
        <Why icon="lock">{words.mayNotEdit}</Why>
      </p>
    );
  }
  const { id, name, version, isDisabled } = account;
  const resetPassword = async () => {
    const question = { title: words.resetAsk(name), text: words.resetText, action: words.reset, isDanger: true };
    if (!(await ask(question))) return;
    const made = await reset.send({ params: { id } });
    if (made) onSecret(name, made.firstPassword);
  };
  const toggle = async () => {
    const question = { title: words.disableAsk(name), text: words.disableText, action: words.disable, isDanger: true };
    if (!isDisabled && !(await ask(question))) return;
    if (await edit.send({ params: { id }, body: { isDisabled: !isDisabled }, ifMatch: version }))
      toast(words.done(name));
  };
  const problem = edit.problem ?? reset.problem;
  return (
    <div style={{ margin: "16px 0" }}>
      <div className="row g2 wrap">
        <Button onClick={() => void resetPassword()} loading={reset.isSending} disabled={account.isDemo}>
          {words.reset}
        </Button>
        <Button danger={!isDisabled} onClick={() => void toggle()} loading={edit.isSending}>
          {isDisabled ? words.enable : words.disable}
        </Button>
      </div>
      {account.isDemo ? <Why>{words.demoHasNone}</Why> : null}
      {problem ? <ErrorState error={problem} /> : null}
    </div>
  );
}
