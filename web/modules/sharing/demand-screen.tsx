import { type Demand, demandActs, demandStateNames, sharingRoutes } from "#contract/sharing";
import { AppLink, Day, Facts, Moment, PageHead, PlainTable, Section, Tag, useFilters, useWords } from "#kit";
import { DepartmentName, ObjectStory } from "#shell";
import { AddButton } from "./candidates.tsx";
import { type DemandAct, DemandActForm } from "./demand-act.tsx";
import { FilePage, Waiting } from "./file-page.tsx";
import { FileSteps } from "./file-steps.tsx";
import { demandPageFilters } from "./filters.ts";
import { needWords } from "./need-words.ts";
import { FileStateTag } from "./state-tag.tsx";
import { useBasket } from "./use-basket.ts";
import { sharingWords } from "./words.ts";

export function DemandScreen() {
  const words = useWords(needWords).page;
  return (
    <FilePage route={sharingRoutes.getDemand} what={words.what}>
      {(demand) => <DemandPage demand={demand} />}
    </FilePage>
  );
}

function DemandPage({ demand }: { demand: Demand }) {
  const { page: words, list, acts } = useWords(needWords);
  const { invented, story } = useWords(sharingWords);
  const [{ do: act }, setSearch] = useFilters(demandPageFilters);
  return (
    <>
      <PageHead
        title={words.title(demand.number)}
        crumbs={[{ label: list.title, href: "/sharing/demands" }]}
        tags={
          <>
            <FileStateTag state={demand.state} names={demandStateNames} />
            {demand.isInvented ? <Tag tone="ink">{invented}</Tag> : null}
          </>
        }
        lede={demand.need}
      />
      <Waiting waiting={demand.waiting} />
      <FileSteps<DemandAct>
        file={demand}
        steps={demandActs.map((one) => ({
          act: one,
          button: acts[one].button,
          text: acts[one].text,
          press: () => setSearch({ do: one }),
        }))}
      />
      {act ? <DemandActForm key={act} act={act} demand={demand} onClose={() => setSearch({ do: undefined })} /> : null}
      <Section title={words.need}>
        <Facts
          items={[
            { key: words.need, value: demand.need, isWide: true },
            { key: words.scene, value: demand.scene, isWide: true },
            { key: words.department, value: <DepartmentName code={demand.department} /> },
            { key: words.by, value: demand.by },
            { key: words.at, value: <Moment at={demand.createdAt} /> },
            demand.note === "" ? null : { key: words.note, value: demand.note, isWide: true },
            demand.applicationId === null
              ? null
              : {
                  key: words.application,
                  value: (
                    <AppLink href={`/sharing/applications/${demand.applicationId}`}>{words.openApplication}</AppLink>
                  ),
                },
          ]}
        />
      </Section>
      {demand.assigned === null ? null : (
        <Section title={words.assigned}>
          <Facts
            items={[
              { key: words.assignedTo, value: <DepartmentName code={demand.assigned.department} /> },
              { key: words.due, value: <Day on={demand.assigned.dueOn} /> },
              { key: words.assignedNote, value: demand.assigned.note, isWide: true },
              { key: words.answer, value: demand.assigned.answer ?? words.noAnswer, isWide: true },
            ]}
          />
        </Section>
      )}
      <Linked demand={demand} />
      <Section title={story.title} note={story.note}>
        <ObjectStory kind="demand" id={demand.id} limit={20} />
      </Section>
    </>
  );
}

function Linked({ demand }: { demand: Demand }) {
  const { page: words, find } = useWords(needWords);
  const basket = useBasket();
  return (
    <Section title={words.resources} note={demand.resources.length === 0 ? undefined : words.resourcesNote}>
      {demand.resources.length === 0 ? (
        <p className="t13 s">{words.noResources}</p>
      ) : (
        <PlainTable
          label={words.resources}
          isDense={false}
          columns={[
            { title: find.name },
            { title: find.department, width: "30%" },
            ...(basket.mayAsk ? [{ title: find.add, width: 140 }] : []),
          ]}
          rows={demand.resources.map((resource) => ({
            key: resource.id,
            cells: [
              <AppLink key="name" href={`/catalog/${resource.id}`} className="l1">
                {resource.name}
              </AppLink>,
              <DepartmentName key="department" code={resource.department} />,
              <AddButton
                key="add"
                one={{ resourceId: resource.id, name: resource.name }}
                basket={basket}
                demandId={demand.id}
              />,
            ],
          }))}
        />
      )}
    </Section>
  );
}
