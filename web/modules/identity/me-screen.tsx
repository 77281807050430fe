import { identityRoutes } from "#contract/identity";
import { Columns, KeyValues, Moment, PageHead, Section, useAnswer, useToast, useWords } from "#kit";
import { DepartmentName, PasswordForm, useSession } from "#shell";
import { MyTokens } from "./my-tokens.tsx";
import { RoleTags } from "./role-tags.tsx";
import { identityWords } from "./words.ts";

/** What belongs to the person who is signed in: the password, and tokens for programs. */
export function MeScreen() {
  const words = useWords(identityWords).me;
  const session = useSession();
  const toast = useToast();
  const tokens = useAnswer(identityRoutes.listTokens, {});
  return (
    <div className="page">
      <PageHead title={words.title} />
      <Columns
        aside={
          <Section title={words.person}>
            <KeyValues
              items={[
                { key: words.name, value: session.person.name },
                { key: words.login, value: session.person.login },
                { key: words.roles, value: <RoleTags roles={session.roles} /> },
                { key: words.actingFor, value: <DepartmentName code={session.department} /> },
                { key: words.until, value: <Moment at={session.expiresAt} /> },
              ]}
            />
          </Section>
        }
      >
        <MyTokens tokens={tokens} />
        <Section title={words.password} isMajor>
          {session.person.isDemo ? (
            <p className="s">{words.demoPassword}</p>
          ) : (
            <PasswordForm onDone={() => toast(words.passwordChanged)} />
          )}
        </Section>
      </Columns>
    </div>
  );
}
