import { Button } from "antd";
import { useState } from "react";
import { type Library, librariesRoutes } from "#contract/libraries";
import { ErrorState, Icon, NextActions, useChange, useFormat, useGo, useWords } from "#kit";
import { RunningJob } from "./running-job.tsx";
import { librariesWords } from "./words.ts";

/** What can be done with a library now, each act with what it does or why it cannot be done. */
export function LibraryActs({ library }: { library: Library }) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const go = useGo();
  const [jobId, setJobId] = useState<string | null>(null);
  const change = useChange(librariesRoutes.startRun, ["operations", "ledger"]);
  const page = `/libraries/${library.name}`;
  const hasRun = library.latestRun !== null;
  const start = async () => {
    const taken = await change.send({ params: { name: library.name } });
    if (taken) setJobId(taken.jobId);
  };
  const { may } = library;
  const mayNot = library.sources.length === 0 ? words.noSources : words.mayNot;
  const waits = library.openPairs > 0;
  const acts = [
    {
      key: "run",
      button: (
        <Button
          type={may.run && !waits ? "primary" : "default"}
          disabled={!may.run}
          icon={may.run ? undefined : <Icon name="lock" />}
          loading={change.isSending}
          onClick={() => void start()}
        >
          {words.run}
        </Button>
      ),
      text: may.run ? words.runText : mayNot,
    },
    ...(hasRun && may.review
      ? [
          {
            key: "review",
            button: (
              <Button type={waits ? "primary" : "default"} onClick={() => go(`${page}/review`)}>
                {words.review(format.number(library.openPairs))}
              </Button>
            ),
            text: waits ? words.reviewText : words.noReview,
          },
        ]
      : []),
    ...(hasRun && may.seeRecords
      ? [
          {
            key: "conflicts",
            button: (
              <Button onClick={() => go(`${page}/conflicts`)}>
                {words.conflicts(format.number(library.conflicts ?? 0))}
              </Button>
            ),
            text: words.conflictsText,
          },
          {
            key: "search",
            button: <Button onClick={() => go(`${page}/records`)}>{words.search}</Button>,
            text: words.searchText,
          },
        ]
      : []),
    ...(hasRun
      ? [
          {
            key: "portrait",
            button: <Button onClick={() => go(`${page}/portrait`)}>{words.portrait}</Button>,
            text: words.portraitText,
          },
        ]
      : []),
  ];
  return (
    <>
      <NextActions label={words.now} actions={acts} />
      {change.problem ? <ErrorState error={change.problem} /> : null}
      {jobId === null ? null : <RunningJob key={jobId} jobId={jobId} />}
    </>
  );
}
