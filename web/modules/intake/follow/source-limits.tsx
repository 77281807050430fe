import { Button } from "antd";
import { useState } from "react";
import type { Source } from "#contract/intake";
import { followRoutes, type SourceLimits as Limits } from "#contract/intake-follow";
import {
  Answered,
  callApi,
  CheckField,
  Facts,
  Form,
  NumberField,
  Section,
  useAnswer,
  useForm,
  useFormat,
  useToast,
  useWords,
} from "#kit";
import { useRefresh } from "../refresh.ts";
import { limitWords } from "./limit-words.ts";

type Versioned = Limits & { version: number };

/** How hard a source may be read, whatever its follows ask for. */
export function SourceLimits({ source }: { source: Source }) {
  const words = useWords(limitWords);
  const [isEditing, setIsEditing] = useState(false);
  const answer = useAnswer(followRoutes.getSourceLimits, { params: { id: source.id } });
  return (
    <Section
      title={words.title}
      note={words.note}
      more={
        source.may.edit && answer.data && !isEditing ? (
          <Button size="small" onClick={() => setIsEditing(true)}>
            {words.edit}
          </Button>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.what}>
        {(limits) =>
          isEditing ? (
            <LimitForm id={source.id} limits={limits} onClose={() => setIsEditing(false)} />
          ) : (
            <Shown limits={limits} />
          )
        }
      </Answered>
    </Section>
  );
}

function Shown({ limits }: { limits: Limits }) {
  const words = useWords(limitWords);
  const format = useFormat();
  return (
    <Facts
      items={[
        { key: words.runs, value: words.runsOf(format.number(limits.runs)) },
        {
          key: words.speed,
          value: limits.bytesPerSecond === null ? words.free : words.speedOf(format.bytes(limits.bytesPerSecond)),
        },
      ]}
    />
  );
}

const megabyte = 1_048_576;
const usualMegabytes = 5;

function LimitForm({ id, limits, onClose }: { id: string; limits: Versioned; onClose: () => void }) {
  const words = useWords(limitWords);
  const toast = useToast();
  const refresh = useRefresh();
  const form = useForm({
    id: "limits",
    initial: {
      runs: limits.runs,
      isLimited: limits.bytesPerSecond !== null,
      megabytes: limits.bytesPerSecond === null ? usualMegabytes : limits.bytesPerSecond / megabyte,
    },
    send: async ({ runs, isLimited, megabytes }) => {
      const body = { runs, bytesPerSecond: isLimited ? Math.round(megabytes * megabyte) : null };
      await callApi(followRoutes.editSourceLimits, { params: { id }, body, ifMatch: limits.version });
      await refresh();
    },
  });
  return (
    <Form
      form={form}
      action={words.save}
      isSmall
      onDone={() => {
        toast(words.saved);
        onClose();
      }}
      onCancel={onClose}
    >
      <NumberField
        form={form}
        name="runs"
        label={words.runs}
        hint={words.runsHint}
        min={1}
        max={16}
        unit={words.times}
        isRequired
      />
      <CheckField form={form} name="isLimited" label={words.limited} />
      {form.values.isLimited ? (
        <NumberField
          form={form}
          name="megabytes"
          pointer="/bytesPerSecond"
          label={words.speed}
          min={0.1}
          max={10_000}
          unit="MB"
          isRequired
        />
      ) : null}
    </Form>
  );
}
