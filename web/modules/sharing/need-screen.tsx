import { Button, Input } from "antd";
import { useId, useState } from "react";
import { sharingRoutes } from "#contract/sharing";
import {
  Answered,
  AppLink,
  Columns,
  EmptyState,
  Icon,
  PageHead,
  Section,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { demandStateNames } from "#contract/sharing";
import { useSession } from "#shell";
import { ActForm } from "./act-form.tsx";
import { Candidates, type Found } from "./candidates.tsx";
import { needFilters } from "./filters.ts";
import { needWords } from "./need-words.ts";
import { callApi } from "#kit";
import { type Basket, useBasket } from "./use-basket.ts";
import "./sharing.css";

const atOnce = 20;

/** Where using begins: a need in plain words, what answers to it, the basket, and the way to register what was not found. */
export function NeedScreen() {
  const words = useWords(needWords).find;
  const [search, setSearch] = useFilters(needFilters);
  const { need } = search;
  const basket = useBasket();
  const answer = useAnswer(
    sharingRoutes.findCandidates,
    { body: { need: need ?? "", limit: atOnce } },
    { isReady: need !== undefined && need.trim().length >= 2 },
  );
  const isRegistering = search.do === "register" && basket.mayAsk;
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} />
      <NeedForm key={need} need={need ?? ""} onFind={(text) => setSearch({ need: text, do: undefined })} />
      <Columns aside={<Aside basket={basket} />}>
        {isRegistering ? <Register need={need ?? ""} onClose={() => setSearch({ do: undefined })} /> : null}
        {need === undefined ? (
          <Section title={words.begin}>
            <p className="s">{words.beginText}</p>
          </Section>
        ) : (
          <Answered answer={answer} what={words.what} rows={6}>
            {(found) => (
              <Results
                need={need}
                found={found}
                basket={basket}
                onRegister={() => setSearch({ do: "register" })}
                isRegistering={isRegistering}
              />
            )}
          </Answered>
        )}
      </Columns>
    </div>
  );
}

function NeedForm({ need, onFind }: { need: string; onFind: (need: string) => void }) {
  const words = useWords(needWords).find;
  const id = useId();
  const [text, setText] = useState(need);
  return (
    <form
      className="need-form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim().length >= 2) onFind(text.trim());
      }}
    >
      <div>
        <label htmlFor={id} className="sub">
          {words.need}
        </label>
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={400}
          placeholder={words.placeholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (text.trim().length >= 2) onFind(text.trim());
          }}
        />
      </div>
      <Button type="primary" htmlType="submit" icon={<Icon name="search" />}>
        {words.action}
      </Button>
    </form>
  );
}

function Results({
  need,
  found,
  basket,
  onRegister,
  isRegistering,
}: {
  need: string;
  found: Found;
  basket: Basket;
  onRegister: () => void;
  isRegistering: boolean;
}) {
  const words = useWords(needWords).find;
  const format = useFormat();
  const { language } = useLanguage();
  const register =
    basket.mayAsk && !isRegistering ? <Button onClick={onRegister}>{words.registerButton}</Button> : null;
  if (found.items.length === 0)
    return (
      <div style={{ marginTop: 26 }}>
        <EmptyState title={words.nothing(need)} action={register}>
          {words.nothingText}
        </EmptyState>
      </div>
    );
  return (
    <Section
      title={words.results}
      note={words.note(format.number(found.items.length), found.words.join(language === "zh" ? "、" : ", "))}
    >
      <Candidates items={found.items} basket={basket} />
      {register === null ? null : (
        <p className="row g3 wrap" style={{ marginTop: 12 }}>
          <span className="s">{words.notWhatYouNeed}</span>
          {register}
        </p>
      )}
    </Section>
  );
}

function Register({ need, onClose }: { need: string; onClose: () => void }) {
  const words = useWords(needWords).find;
  const go = useGo();
  return (
    <ActForm
      spec={{
        id: "register",
        title: words.registerTitle,
        action: words.registerButton,
        effect: words.registerText,
        done: words.registered,
        fields: [
          { name: "need", label: words.need, kind: "text", initial: need },
          { name: "scene", label: words.scene, hint: words.sceneHint, kind: "text", isOptional: true },
        ],
        send: ({ need: said = "", scene = "" }) =>
          callApi(sharingRoutes.registerDemand, { body: { need: said, scene } }),
      }}
      onClose={onClose}
      onDone={() => go("/sharing/demands")}
    />
  );
}

function Aside({ basket }: { basket: Basket }) {
  const words = useWords(needWords).find;
  const format = useFormat();
  const { department } = useSession();
  const lines = basket.application?.lines ?? [];
  return (
    <>
      {basket.mayAsk ? (
        <Section
          title={words.basket}
          note={lines.length === 0 ? undefined : words.basketNote(format.number(lines.length))}
        >
          {lines.length === 0 ? (
            <p className="t13 s">{words.basketEmpty}</p>
          ) : (
            <>
              <ul className="plain-list">
                {lines.map((line) => (
                  <li key={line.resourceId}>
                    <span>{line.resourceName}</span>
                    <span className="m nw">{line.departmentName}</span>
                  </li>
                ))}
              </ul>
              <p style={{ marginTop: 8 }}>
                <AppLink href="/sharing/basket">{words.basketOpen}</AppLink>
              </p>
            </>
          )}
        </Section>
      ) : (
        <Section title={words.cannotAsk}>
          <p className="t13 s">{words.cannotAskText}</p>
        </Section>
      )}
      {department === null ? null : <MyDemands department={department} />}
    </>
  );
}

function MyDemands({ department }: { department: string }) {
  const words = useWords(needWords).find;
  const text = useText();
  const { data } = useAnswer(sharingRoutes.listDemands, { query: { department, limit: 6 } });
  if (!data) return null;
  return (
    <Section title={words.mine}>
      {data.items.length === 0 ? <p className="t13 s">{words.mineNone}</p> : null}
      <ul className="plain-list">
        {data.items.map((demand) => (
          <li key={demand.id}>
            <AppLink href={`/sharing/demands/${demand.id}`}>{demand.need}</AppLink>
            <span className="m nw">{text(demandStateNames[demand.state])}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
