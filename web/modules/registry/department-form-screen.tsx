import { useState } from "react";
import { type Department, registryRoutes } from "#contract/registry";
import { AnsweredPage, callApi, changedOf, PageHead, useAddressPart, useAnswer, useGo, useToast, useWords } from "#kit";
import { DepartmentForm, type DepartmentValues } from "./department-form.tsx";
import { useRefresh } from "./refresh.ts";
import { registryWords } from "./words.ts";

const blank: DepartmentValues = {
  code: "",
  name: "",
  shortName: "",
  nameEn: "",
  division: "",
  parent: null,
  duties: [],
  contacts: [],
  status: "active",
};

export function NewDepartmentScreen() {
  const words = useWords(registryWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const [code, setCode] = useState("");
  const create = async ({ status: _status, ...values }: DepartmentValues) => {
    const { code: made } = await callApi(registryRoutes.createDepartment, { body: values });
    setCode(made);
    await refresh();
  };
  return (
    <div className="page">
      <PageHead
        title={words.form.createTitle}
        crumbs={[{ label: words.departments.title, href: "/registry/departments" }]}
      />
      <DepartmentForm
        initial={blank}
        isNew
        send={create}
        onDone={(values) => {
          toast(words.form.created(values.shortName));
          go(`/registry/departments/${code === "" ? values.code.trim() : code}`);
        }}
        onCancel={() => go("/registry/departments")}
      />
    </div>
  );
}

export function EditDepartmentScreen() {
  const words = useWords(registryWords);
  const code = useAddressPart("code") ?? "";
  const answer = useAnswer(registryRoutes.getDepartment, { params: { code } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.department.what}>
        {(department) => <EditDepartment department={department} />}
      </AnsweredPage>
    </div>
  );
}

function EditDepartment({ department }: { department: Department }) {
  const words = useWords(registryWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const back = `/registry/departments/${department.code}`;
  const { code, name, shortName, nameEn, division, parent, duties, contacts, status } = department;
  const initial = { name, shortName, nameEn, division, parent, duties, contacts, status };
  const save = async ({ code: _code, ...values }: DepartmentValues) => {
    const body = changedOf(initial, values);
    await callApi(registryRoutes.editDepartment, { params: { code }, body, ifMatch: department.version });
    await refresh();
  };
  return (
    <>
      <PageHead
        title={words.form.editTitle(department.shortName)}
        crumbs={[
          { label: words.departments.title, href: "/registry/departments" },
          { label: department.name, href: back },
        ]}
      />
      <DepartmentForm
        initial={{ code, ...initial }}
        isNew={false}
        send={save}
        onDone={(values) => {
          toast(words.form.saved(values.shortName));
          go(back);
        }}
        onCancel={() => go(back)}
      />
    </>
  );
}
