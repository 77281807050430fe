import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { type GoldenRecord, librariesRoutes } from "#contract/libraries";
import {
  AnsweredPage,
  AppLink,
  callApi,
  Form,
  Icon,
  keyOf,
  NextActions,
  PageHead,
  TextField,
  useAddressPart,
  useFilters,
  useForm,
  useFormat,
  useGo,
  useAnswer,
  useText,
  useWords,
} from "#kit";
import { recordFilters } from "./filters.ts";
import { RecordFields, RecordHistory, RecordMembers } from "./record-parts.tsx";
import { recordWords } from "./record-words.ts";
import { RunningJob } from "./running-job.tsx";
import { UnmergeForm } from "./unmerge-form.tsx";
import { librariesWords } from "./words.ts";
import "./libraries.css";

/** A golden record. Reading it is an act with a purpose: without one, the page asks for it first. */
export function RecordScreen() {
  const [name, id] = [useAddressPart("name") ?? "", useAddressPart("id") ?? ""];
  const [{ purpose }] = useFilters(recordFilters);
  return (
    <div className="page">
      {purpose === undefined ? <AskPurpose name={name} /> : <ReadRecord name={name} id={id} purpose={purpose} />}
    </div>
  );
}

function useCrumbs(name: string) {
  const names = useWords(librariesWords).library;
  const words = useWords(recordWords).records;
  const text = useText();
  const { data } = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  return [
    { label: names.crumb, href: "/libraries" },
    { label: data ? text(data.title) : name, href: `/libraries/${name}` },
    { label: words.crumb, href: `/libraries/${name}/records` },
  ];
}

function AskPurpose({ name }: { name: string }) {
  const words = useWords(recordWords);
  const [, setSearch] = useFilters(recordFilters);
  const form = useForm({
    id: "purpose",
    initial: { purpose: "" },
    check: ({ purpose }): Record<string, string> =>
      purpose.trim().length < 2 ? { "/purpose": words.records.missingPurpose } : {},
    send: async ({ purpose }) => setSearch({ purpose: purpose.trim() }),
  });
  return (
    <>
      <PageHead title={words.record.purposeTitle} crumbs={useCrumbs(name)} lede={words.record.purposeText} />
      <Form form={form} action={words.record.open} keepsQuiet>
        <TextField
          form={form}
          name="purpose"
          label={words.record.purpose}
          hint={words.records.purposeHint}
          isRequired
          maxLength={200}
        />
      </Form>
    </>
  );
}

function ReadRecord({ name, id, purpose }: { name: string; id: string; purpose: string }) {
  const words = useWords(recordWords).record;
  const request = { params: { name, id }, query: { purpose } };
  // Every asking is an entry on the ledger: a window that comes to the front again is not another reading.
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(librariesRoutes.getRecord, request),
    queryFn: ({ signal }) => callApi(librariesRoutes.getRecord, { ...request, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <AnsweredPage answer={{ data, error, refetch: () => void refetch() }} what={words.what} rows={6}>
      {(record) => <RecordPage name={name} record={record} purpose={purpose} />}
    </AnsweredPage>
  );
}

function RecordPage({ name, record, purpose }: { name: string; record: GoldenRecord; purpose: string }) {
  const words = useWords(recordWords).record;
  const format = useFormat();
  const go = useGo();
  const [search, setSearch] = useFilters(recordFilters);
  const [jobId, setJobId] = useState<string | null>(null);
  const { may, members } = record;
  return (
    <>
      <PageHead
        title={words.title(record.id.slice(0, 8))}
        crumbs={useCrumbs(name)}
        meta={
          <>
            <span>{words.confidence(format.percent(record.confidence))}</span>
            <span>{words.members(format.number(members.length))}</span>
            <span>{words.purposeIs(purpose)}</span>
            <AppLink href={`/ledger/${record.entry}`}>{words.entry(format.entry(record.entry))}</AppLink>
          </>
        }
      />
      <NextActions
        label={words.now}
        actions={[
          {
            key: "unmerge",
            button: (
              <Button
                disabled={!may.unmerge}
                icon={may.unmerge ? undefined : <Icon name="lock" />}
                onClick={() => setSearch({ do: "unmerge" })}
              >
                {words.unmerge}
              </Button>
            ),
            text: may.unmerge ? words.unmergeText : members.length < 2 ? words.onlyOne : words.mayNot,
          },
          {
            key: "another",
            button: (
              <Button onClick={() => go(`/libraries/${name}/records?purpose=${encodeURIComponent(purpose)}`)}>
                {words.another}
              </Button>
            ),
            text: words.anotherText,
          },
        ]}
      />
      {jobId === null ? null : <RunningJob key={jobId} jobId={jobId} />}
      {may.unmerge && search.do === "unmerge" ? (
        <UnmergeForm name={name} record={record} onClose={() => setSearch({ do: undefined })} onStarted={setJobId} />
      ) : null}
      <RecordFields record={record} />
      <RecordMembers record={record} />
      <RecordHistory record={record} />
    </>
  );
}
