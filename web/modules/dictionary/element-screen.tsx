import { Button } from "antd";
import { useRef } from "react";
import { type DataElement, dictionaryRoutes, elementCategoryNames } from "#contract/dictionary";
import {
  AnsweredPage,
  AppLink,
  Columns,
  CopyCode,
  Facts,
  Icon,
  NextActions,
  PageHead,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFilters,
  useGo,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { ObjectStory, ValueTypeText } from "#shell";
import { DecideSource } from "./decide-source.tsx";
import { ElementSource } from "./element-source.tsx";
import { ElementUsers } from "./element-users.tsx";
import { elementPageFilters } from "./filters.ts";
import { TryValues } from "./try-values.tsx";
import { dictionaryWords } from "./words.ts";

/** One data element: its definition, its one source, a box to try values, and who refers to it. */
export function ElementScreen() {
  const words = useWords(dictionaryWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(dictionaryRoutes.getElement, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.element.what}>
        {(element) => <ElementPage element={element} />}
      </AnsweredPage>
    </div>
  );
}

function ElementPage({ element }: { element: DataElement }) {
  const words = useWords(dictionaryWords);
  const text = useText();
  const { language } = useLanguage();
  const [{ decide }, setSearch] = useFilters(elementPageFilters);
  const tryBox = useRef<HTMLDivElement>(null);
  const other = language === "zh" ? element.name.en : element.name.zh;
  return (
    <>
      <PageHead
        title={element.name[language]}
        crumbs={[
          { label: words.elements.title, href: "/dictionary/elements" },
          {
            label: text(elementCategoryNames[element.category]),
            href: `/dictionary/elements?category=${element.category}`,
          },
        ]}
        tags={
          <>
            <span className="m">{other}</span>
            {element.status === "retired" ? (
              <Tag tone="fault" icon="retired">
                {words.status.retired}
              </Tag>
            ) : null}
            <Tag tone="line">{words.gradeShort(element.grade)}</Tag>
            {element.isSensitivePersonal ? (
              <Tag tone="line">{words.element.isSensitive}</Tag>
            ) : element.isPersonal ? (
              <Tag tone="line">{words.element.isPersonal}</Tag>
            ) : null}
          </>
        }
        lede={element.definition[language] || element.definition.zh}
        meta={
          <>
            <CopyCode code={element.id} />
            <CopyCode code={element.field} label={words.elements.field} />
            <span>{words.element.version(element.version)}</span>
          </>
        }
      />
      <Actions
        element={element}
        onDecide={() => setSearch({ decide: "1" })}
        onTry={() => tryBox.current?.querySelector("textarea")?.focus()}
      />
      <Columns
        aside={
          <>
            <Section title={words.element.sourceTitle} note={words.element.sourceNote}>
              <ElementSource element={element} />
            </Section>
            <ElementUsers id={element.id} />
            <Section title={words.element.story}>
              <ObjectStory kind="element" id={element.id} />
            </Section>
          </>
        }
      >
        {decide ? <DecideSource element={element} onClose={() => setSearch({ decide: undefined })} /> : null}
        <Definition element={element} />
        <div ref={tryBox}>
          <TryValues element={element} />
        </div>
      </Columns>
    </>
  );
}

function Actions({ element, onDecide, onTry }: { element: DataElement; onDecide: () => void; onTry: () => void }) {
  const words = useWords(dictionaryWords).element;
  const go = useGo();
  const { edit, decideSource } = element.may;
  const lock = <Icon name="lock" />;
  return (
    <NextActions
      label={words.now}
      actions={[
        {
          key: "try",
          button: <Button onClick={onTry}>{words.try}</Button>,
          text: words.tryText,
        },
        {
          key: "decide",
          button: (
            <Button
              type={decideSource && !element.source ? "primary" : "default"}
              disabled={!decideSource}
              icon={decideSource ? undefined : lock}
              onClick={onDecide}
            >
              {element.source ? words.redecide : words.decide}
            </Button>
          ),
          text: decideSource ? words.decideText : words.mayNotDecide,
        },
        {
          key: "edit",
          button: (
            <Button
              disabled={!edit}
              icon={edit ? undefined : lock}
              onClick={() => go(`/dictionary/elements/${element.id}/edit`)}
            >
              {words.edit}
            </Button>
          ),
          text: edit ? words.editText : words.mayNot,
        },
      ]}
    />
  );
}

function Definition({ element }: { element: DataElement }) {
  const words = useWords(dictionaryWords);
  const text = useText();
  return (
    <Section title={words.element.definition}>
      <Facts
        items={[
          { key: words.elements.type, value: <ValueTypeText type={element.type} /> },
          {
            key: words.elements.codeSet,
            value: element.codeSet ? (
              <AppLink href={`/dictionary/code-sets/${element.codeSet}`}>{element.codeSet}</AppLink>
            ) : (
              words.none
            ),
          },
          { key: words.elements.check, value: element.check ? words.checks[element.check] : words.none },
          { key: words.elements.mask, value: element.mask ? words.masks[element.mask] : words.none },
          { key: words.elements.grade, value: words.grade(element.grade) },
          {
            key: words.element.personal,
            value: element.isSensitivePersonal ? words.element.sensitive : element.isPersonal ? words.yes : words.no,
          },
          { key: words.elements.category, value: text(elementCategoryNames[element.category]) },
          { key: words.element.unit, value: element.unit },
          { key: words.elements.standard, value: element.standard },
          {
            key: words.element.synonyms,
            isWide: true,
            value:
              element.synonyms.length === 0 ? null : (
                <span className="row g2 wrap">
                  {element.synonyms.map((synonym) => (
                    <Tag key={synonym}>{synonym}</Tag>
                  ))}
                  <span className="t12 m">{words.element.synonymsNote}</span>
                </span>
              ),
          },
        ]}
      />
    </Section>
  );
}
