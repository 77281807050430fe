import { useQueryClient } from "@tanstack/react-query";
import { Popover } from "antd";
import { useState } from "react";
import { identityRoutes, type Role, roleNames } from "#contract/identity";
import {
  appearances,
  AppLink,
  callApi,
  Icon,
  Segments,
  Tag,
  useAppearance,
  useGo,
  useLanguage,
  useText,
  useToast,
  useWords,
} from "#kit";
import { useDepartments } from "./departments.ts";
import { takeSession, useSession, useSignOut } from "./session.ts";
import { shellWords } from "./words.ts";

/** 中文 · EN: what is shown stands plain, the other is the link. */
export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  const button = (
    <button
      type="button"
      className="plain-button"
      lang={other === "zh" ? "zh-CN" : "en"}
      title={other === "zh" ? "中文" : "English"}
      onClick={() => setLanguage(other)}
    >
      {other === "zh" ? "中文" : "EN"}
    </button>
  );
  return language === "zh" ? <>中文 · {button}</> : <>{button} · EN</>;
}

/** Who, in which role, on whose behalf; opens to switch the department, the looks, and to leave. */
export function PersonMenu() {
  const words = useWords(shellWords);
  const { person, roles, department } = useSession();
  const rolesText = useRolesText();
  const departmentText = useDepartmentText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={<PersonPanel onClose={() => setIsOpen(false)} />}
    >
      <button type="button" className="who" aria-haspopup="dialog" aria-expanded={isOpen}>
        <Icon name="person" />
        {person.isDemo ? <Tag tone="ink">{words.demo}</Tag> : null}
        <span>
          <b>{person.name}</b>
          <span className="long">
            {" · "}
            {rolesText(roles)} · {words.actingFor(departmentText(department))}
          </span>
        </span>
        <Icon name="down" />
      </button>
    </Popover>
  );
}

function useRolesText(): (roles: readonly Role[]) => string {
  const text = useText();
  const words = useWords(shellWords);
  const { language } = useLanguage();
  return (roles) =>
    roles.length === 0
      ? words.noRole
      : roles.map((role) => text(roleNames[role])).join(language === "zh" ? "、" : ", ");
}

function useDepartmentText(): (code: string | null) => string {
  const words = useWords(shellWords);
  const { nameOf } = useDepartments();
  return (code) => (code === null ? words.wholeNode : nameOf(code));
}

function PersonPanel({ onClose }: { onClose: () => void }) {
  const words = useWords(shellWords);
  const { appearance, setAppearance } = useAppearance();
  const { language, setLanguage } = useLanguage();
  const { person, roles, choices } = useSession();
  const rolesText = useRolesText();
  const signOut = useSignOut();
  const go = useGo();
  return (
    <div className="person">
      <div>
        <b>{person.name}</b> <span className="m">{person.login}</span>
        <div className="s">{rolesText(roles)}</div>
      </div>
      {choices.length > 1 ? <DepartmentSwitch onClose={onClose} /> : null}
      <div>
        <div className="label">{words.language}</div>
        <Segments
          label={words.language}
          value={language}
          options={[
            { value: "zh", label: "中文" },
            { value: "en", label: "English" },
          ]}
          onChange={setLanguage}
        />
      </div>
      <div>
        <div className="label">{words.appearance}</div>
        <Segments
          label={words.appearance}
          value={appearance}
          options={appearances.map((value) => ({ value, label: words.appearances[value] }))}
          onChange={setAppearance}
        />
      </div>
      <div className="row g4">
        <AppLink href="/identity/me" onClick={onClose}>
          {words.myAccount}
        </AppLink>
        <span className="sp" />
        <button type="button" className="chip" onClick={() => void signOut().then(() => go("/sign-in"))}>
          <Icon name="leave" />
          {words.signOut}
        </button>
      </div>
    </div>
  );
}

function DepartmentSwitch({ onClose }: { onClose: () => void }) {
  const words = useWords(shellWords);
  const { department, choices } = useSession();
  const departmentText = useDepartmentText();
  const rolesText = useRolesText();
  const client = useQueryClient();
  const toast = useToast();
  const actFor = async (next: string | null) => {
    takeSession(client, await callApi(identityRoutes.actFor, { body: { department: next } }));
    toast(words.switched(departmentText(next)));
    onClose();
  };
  return (
    <div>
      <div className="label">{words.switchDepartment}</div>
      <ul>
        {choices.map((choice) => {
          const isCurrent = choice.department === department;
          return (
            <li key={choice.department ?? ""}>
              <button type="button" aria-pressed={isCurrent} onClick={() => void actFor(choice.department)}>
                <span style={{ width: 14 }}>{isCurrent ? <Icon name="check" /> : null}</span>
                <span>
                  {departmentText(choice.department)}
                  <small>{rolesText(choice.roles)}</small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
