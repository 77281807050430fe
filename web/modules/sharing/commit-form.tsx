import { Button, Checkbox } from "antd";
import { useState } from "react";
import { type Request, sharingRoutes } from "#contract/sharing";
import {
  Answered,
  ChoiceField,
  CopyCode,
  defineWords,
  ErrorState,
  LinkIfThere,
  Note,
  Section,
  TextField,
  useAnswer,
  useChange,
  useForm,
  useToast,
  useWords,
} from "#kit";
import { touched } from "./refresh.ts";
import { requestActWords } from "./request-act-words.ts";

const words = defineWords({
  zh: {
    what: "承诺书",
    text: "承诺书全文",
    client: "由哪个系统接入凭证来调用",
    clientHint: "用已有的，或者新领一个。",
    fresh: "新领一个凭证",
    name: "新凭证叫什么",
    nameHint: "写系统名称，以后在“系统接入凭证”里能认出来。",
    agrees: "本部门已阅读并承诺遵守以上内容",
    mustAgree: "请先阅读并勾选承诺。",
    cancel: "以后再签",
    key: {
      title: "授权已生效，这是密钥",
      once: "密钥只显示这一次，关掉就再也看不到了；丢了由本部门数据管理员或共享负责人换发。",
      id: "凭证编号",
      secret: "密钥",
      existing: "用已有凭证调用，密钥不变。",
      try: "在网页里试一试",
      close: "已经复制好",
    },
  },
  en: {
    what: "the commitment",
    text: "The commitment",
    client: "Which service client calls",
    clientHint: "One there is, or a new one.",
    fresh: "a new client",
    name: "Name of the new client",
    nameHint: "The system's name, so that it is recognised later.",
    agrees: "We have read this and commit ourselves to it",
    mustAgree: "Read it and tick the box first.",
    cancel: "Not now",
    key: {
      title: "The grant works; this is the key",
      once: "The key is shown this once. Lost, your steward or head of sharing renews it.",
      id: "Client",
      secret: "Key",
      existing: "The client there was calls; its key is unchanged.",
      try: "Try it in the page",
      close: "I have copied it",
    },
  },
});

export interface IssuedKey {
  readonly id: string;
  readonly name: string;
  readonly secret: string | null;
}

/** The use commitment (数据安全使用承诺): read, ticked, signed; what comes back is a key that is shown once. */
export function CommitForm({
  request,
  onSigned,
  onClose,
}: {
  request: Request;
  onSigned: (key: IssuedKey) => void;
  onClose: () => void;
}) {
  const said = useWords(words);
  const act = useWords(requestActWords).acts.commit;
  const toast = useToast();
  const answer = useAnswer(sharingRoutes.commitmentText, { params: { id: request.id } });
  const commit = useChange(sharingRoutes.commit, [...touched, "identity"]);
  const [agrees, setAgrees] = useState(false);
  const form = useForm<{ clientId: string | null; clientName: string }>({
    id: "commit",
    initial: { clientId: null, clientName: request.systemName.slice(0, 60) },
    send: async () => {},
  });
  const { clientId, clientName } = form.values;
  const sign = async () => {
    const body = {
      agrees: true as const,
      ...(clientId === null ? (clientName.trim() === "" ? {} : { clientName: clientName.trim() }) : { clientId }),
    };
    const taken = await commit.send({ params: { id: request.id }, body });
    if (!taken) return;
    toast(act.done);
    onSigned(taken.client);
  };
  return (
    <Section title={act.title} isMajor>
      <Answered answer={answer} what={said.what}>
        {({ text, clients }) => (
          <>
            {/* A region that scrolls must be reachable by keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <section className="letter" aria-label={said.text} tabIndex={0}>
              {text}
            </section>
            <div className="form">
              <ChoiceField
                form={form}
                name="clientId"
                label={said.client}
                hint={said.clientHint}
                none={said.fresh}
                choices={clients.map((client) => ({ value: client.id, label: client.name, note: client.id }))}
              />
              {clientId === null ? (
                <TextField form={form} name="clientName" label={said.name} hint={said.nameHint} maxLength={60} />
              ) : null}
              <div className="field">
                <Checkbox checked={agrees} onChange={(event) => setAgrees(event.target.checked)}>
                  {said.agrees}
                </Checkbox>
              </div>
              <div className="form-foot">
                <Button type="primary" disabled={!agrees} loading={commit.isSending} onClick={() => void sign()}>
                  {act.action}
                </Button>
                <Button onClick={onClose}>{said.cancel}</Button>
                <span className="t12 s">{agrees ? act.text : said.mustAgree}</span>
              </div>
              {commit.problem ? <ErrorState error={commit.problem} /> : null}
            </div>
          </>
        )}
      </Answered>
    </Section>
  );
}

/** The key, the one time it can be seen; it stays until the person says that it is copied. */
export function KeyOnce({
  issued,
  grants,
  onClose,
}: {
  issued: IssuedKey;
  grants: Request["grants"];
  onClose: () => void;
}) {
  const said = useWords(words).key;
  return (
    <div style={{ marginTop: 16 }}>
      <Note title={said.title}>
        <p>{issued.secret === null ? said.existing : said.once}</p>
        <div className="row g3 wrap">
          <span>
            <span className="t12 m">{said.id}</span>
            <span className="secret">
              <CopyCode code={issued.id} isLarge />
            </span>
          </span>
          {issued.secret === null ? null : (
            <span>
              <span className="t12 m">{said.secret}</span>
              <span className="secret" data-secret>
                <CopyCode code={issued.secret} isLarge />
              </span>
            </span>
          )}
        </div>
        <div className="row g3 wrap">
          {grants.map((grant) => (
            <LinkIfThere key={grant.id} href={`${grant.href}/try`}>
              {said.try} · {grant.resourceName}
            </LinkIfThere>
          ))}
          <span className="sp" />
          <Button size="small" type="primary" onClick={onClose}>
            {said.close}
          </Button>
        </div>
      </Note>
    </div>
  );
}
