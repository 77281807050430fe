import { type Department, networkZoneNames, registryRoutes } from "#contract/registry";
import { Answered, AppLink, None, PlainTable, Section, Tag, useAnswer, useFormat, useText, useWords } from "#kit";
import { registryWords } from "./words.ts";

const shown = 8;

/** The systems of one department, the first eight; all of them in the list of systems. */
export function DepartmentSystems({ department }: { department: Department }) {
  const words = useWords(registryWords);
  const text = useText();
  const format = useFormat();
  const answer = useAnswer(registryRoutes.listSystems, { query: { department: department.code, limit: shown } });
  const total = answer.data?.total ?? 0;
  return (
    <Section
      title={words.department.systems}
      more={
        total > 0 ? (
          <AppLink href={`/registry/systems?department=${department.code}`}>
            {words.department.allSystems(format.number(total))}
          </AppLink>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.systems.what}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.department.noSystems}</p>
          ) : (
            <PlainTable
              label={words.department.systems}
              columns={[
                { title: words.systems.name },
                { title: words.systems.zone, width: 160 },
                { title: words.systems.description },
              ]}
              rows={items.map((system) => ({
                key: system.id,
                cells: [
                  <span key="name" className="row g2 wrap">
                    <b>{system.name}</b>
                    {system.isCritical ? <Tag tone="water">{words.systems.isCritical}</Tag> : null}
                  </span>,
                  text(networkZoneNames[system.zone]),
                  <span key="text" className="s">
                    {system.description || <None />}
                  </span>,
                ],
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
