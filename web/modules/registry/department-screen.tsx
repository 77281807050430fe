import { Button } from "antd";
import { type Department, divisionLevelNames, registryRoutes } from "#contract/registry";
import {
  AnsweredPage,
  AppLink,
  Columns,
  CopyCode,
  ErrorState,
  Facts,
  NextActions,
  None,
  PageHead,
  PlainTable,
  Section,
  StateWord,
  Tag,
  useAddressPart,
  useAnswer,
  useChange,
  useConfirm,
  useGo,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName, ObjectStory } from "#shell";
import { DepartmentAside } from "./department-aside.tsx";
import { DepartmentSystems } from "./department-systems.tsx";
import { registryWords } from "./words.ts";

/** One department: what can be done, the facts, its duties, systems, data and how good it is, and its story. */
export function DepartmentScreen() {
  const words = useWords(registryWords);
  const code = useAddressPart("code") ?? "";
  const answer = useAnswer(registryRoutes.getDepartment, { params: { code } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.department.what}>
        {(department) => <DepartmentPage department={department} />}
      </AnsweredPage>
    </div>
  );
}

function DepartmentPage({ department }: { department: Department }) {
  const words = useWords(registryWords);
  const text = useText();
  const isClosed = department.status === "closed";
  return (
    <>
      <PageHead
        title={department.name}
        crumbs={[{ label: words.departments.title, href: "/registry/departments" }]}
        tags={
          <>
            <Tag tone="line">{text(divisionLevelNames[department.level])}</Tag>
            {department.isBureau ? <Tag tone="line">{words.department.bureau}</Tag> : null}
            {department.isInvented ? <Tag tone="ink">{words.departments.invented}</Tag> : null}
            {isClosed ? <Tag tone="fault">{words.departments.closed}</Tag> : null}
          </>
        }
        lede={department.isInvented ? words.departments.inventedLong : undefined}
        meta={
          <>
            <CopyCode code={department.code} label={words.department.creditCode} />
            <StateWord icon={isClosed ? "retired" : "check"} light>
              {isClosed ? words.departments.closed : words.departments.active}
            </StateWord>
          </>
        }
      />
      <Actions department={department} />
      <Columns aside={<DepartmentAside code={department.code} />}>
        <Section title={words.department.facts}>
          <Facts
            items={[
              { key: words.department.fullName, value: department.name },
              { key: words.department.shortName, value: department.shortName },
              { key: words.department.nameEn, value: department.nameEn },
              {
                key: words.department.division,
                value: <AppLink href={`/registry/divisions/${department.division}`}>{department.divisionName}</AppLink>,
              },
              {
                key: words.department.parent,
                value: department.parent === null ? null : <DepartmentName code={department.parent} />,
              },
              { key: words.department.creditCode, value: <CopyCode code={department.code} /> },
            ]}
          />
        </Section>
        <Duties department={department} />
        <DepartmentSystems department={department} />
        <Contacts department={department} />
        <Section title={words.department.story}>
          <ObjectStory kind="department" id={department.code} />
        </Section>
      </Columns>
    </>
  );
}

function Actions({ department }: { department: Department }) {
  const words = useWords(registryWords).department;
  const go = useGo();
  const mayEdit = department.may.edit;
  const ask = useConfirm();
  const toast = useToast();
  const mark = useChange(registryRoutes.markBureau, ["ledger"]);
  const { code, isBureau, version } = department;
  const marking = words.markBureau(isBureau);
  const pressMark = async () => {
    if (!(await ask({ title: marking.title(department.name), text: words.markBureauText, action: marking.action })))
      return;
    const request = { params: { code }, body: { isBureau: !isBureau }, ifMatch: version };
    if (await mark.send(request)) toast(marking.done);
  };
  return (
    <NextActions
      label={words.now}
      actions={[
        {
          key: "edit",
          button: (
            <Button
              type={mayEdit ? "primary" : "default"}
              disabled={!mayEdit}
              onClick={() => go(`/registry/departments/${department.code}/edit`)}
            >
              {words.edit}
            </Button>
          ),
          text: mayEdit ? words.editText : words.mayNot,
        },
        {
          key: "system",
          button: (
            <Button disabled={!mayEdit} onClick={() => go(`/registry/systems?department=${department.code}&open=new`)}>
              {words.addSystem}
            </Button>
          ),
          text: mayEdit ? words.addSystemText : words.mayNot,
        },
        ...(department.may.markBureau
          ? [
              {
                key: "bureau",
                button: (
                  <Button loading={mark.isSending} onClick={() => void pressMark()}>
                    {marking.action}
                  </Button>
                ),
                text: mark.problem ? <ErrorState error={mark.problem} /> : words.markBureauText,
              },
            ]
          : []),
      ]}
    />
  );
}

function Duties({ department }: { department: Department }) {
  const words = useWords(registryWords);
  const { duties } = department;
  return (
    <Section title={words.department.duties} note={words.department.dutiesNote}>
      {duties.length === 0 ? (
        <p className="t13 m">{words.department.noDuties}</p>
      ) : (
        <PlainTable
          label={words.department.duties}
          columns={[
            { title: words.department.dutyKind, width: 80 },
            { title: words.department.dutyText },
            { title: words.department.dutyBasis, width: 220 },
          ]}
          rows={duties.map((duty) => ({
            key: duty.kind + duty.text,
            cells: [
              <b key="kind">{words.dutyKinds[duty.kind]}</b>,
              duty.text,
              <span key="basis" className="s">
                {duty.basis || <None />}
              </span>,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Contacts({ department }: { department: Department }) {
  const words = useWords(registryWords).department;
  const { contacts } = department;
  return (
    <Section title={words.contacts}>
      {contacts.length === 0 ? (
        <p className="t13 m">{words.noContacts}</p>
      ) : (
        <PlainTable
          label={words.contacts}
          columns={[
            { title: words.contacts, width: 160 },
            { title: words.contactDuty },
            { title: words.phone, width: 220 },
          ]}
          rows={contacts.map((contact) => ({
            key: contact.name + contact.phone,
            cells: [
              <b key="name">{contact.name}</b>,
              contact.duty || <None key="duty" />,
              contact.phone || <None key="phone" />,
            ],
          }))}
        />
      )}
    </Section>
  );
}
