import { Outlet, useRouterState } from "@tanstack/react-router";
import { Drawer } from "antd";
import { useState } from "react";
import { AppLink, RailIcon, useWords, Wordmark } from "#kit";
import "./frame.css";
import { GlobalSearch } from "./global-search.tsx";
import { type Navigation, useNavigation } from "./navigation.ts";
import { NoticeBell } from "./notice-bell.tsx";
import { LanguageSwitch, PersonMenu } from "./person-menu.tsx";
import { useWelcome } from "./session.ts";
import { shellWords } from "./words.ts";
import { Tag } from "#kit";

const barPlaces = 4;

/** The official frame: rail, top bar, the present area's tabs, the page. */
export function OfficialLayout() {
  const words = useWords(shellWords);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigation = useNavigation(path);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Rail navigation={navigation} />
      <TopBar />
      <div className="main">
        {navigation.tabs.length > 0 ? (
          <nav className="tabs" aria-label={words.subNavigation}>
            {navigation.tabs.map((tab) => (
              <AppLink key={tab.key} href={tab.href} aria-current={tab.isCurrent ? "page" : undefined}>
                {tab.label}
              </AppLink>
            ))}
          </nav>
        ) : null}
        <main id="content" tabIndex={-1} style={{ outline: "none" }}>
          <Outlet />
        </main>
      </div>
      <TabBar navigation={navigation} />
    </div>
  );
}

const Brand = () => (
  <AppLink href="/" className="brand" aria-label="Weir 堰">
    <Wordmark />
    <span>Weir</span>
  </AppLink>
);

function Rail({ navigation }: { navigation: Navigation }) {
  const words = useWords(shellWords);
  return (
    <nav className="rail" aria-label={words.mainNavigation}>
      <Brand />
      {navigation.areas.map((area) => (
        <AppLink key={area.key} href={area.href} className="job" aria-current={area.isCurrent ? "page" : undefined}>
          <RailIcon name={area.icon} />
          {area.label}
        </AppLink>
      ))}
    </nav>
  );
}

function TopBar() {
  const words = useWords(shellWords);
  const { data: welcome } = useWelcome();
  return (
    <header className="top">
      <Brand />
      <span className="node">{welcome?.nodeName}</span>
      {welcome?.isSample ? (
        <span className="sample-mark">
          <Tag tone="line">{words.sampleData}</Tag>
        </span>
      ) : null}
      <GlobalSearch />
      <div className="top-right">
        <NoticeBell />
        <span className="language">
          <LanguageSwitch />
        </span>
        <PersonMenu />
      </div>
    </header>
  );
}

/** On a phone: the first jobs at the bottom, the others in a drawer. */
function TabBar({ navigation }: { navigation: Navigation }) {
  const words = useWords(shellWords);
  const [isOpen, setIsOpen] = useState(false);
  const first = navigation.areas.slice(0, barPlaces);
  const rest = navigation.areas.slice(barPlaces);
  return (
    <nav className="tabbar no-print" aria-label={words.mainNavigation}>
      {first.map((area) => (
        <AppLink key={area.key} href={area.href} aria-current={area.isCurrent ? "page" : undefined}>
          <RailIcon name={area.icon} />
          {area.label}
        </AppLink>
      ))}
      {rest.length > 0 ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-current={rest.some((area) => area.isCurrent) ? "true" : undefined}
          onClick={() => setIsOpen(true)}
        >
          <RailIcon name="more" />
          {words.more}
        </button>
      ) : null}
      <Drawer open={isOpen} placement="bottom" size="auto" title={words.more} onClose={() => setIsOpen(false)}>
        <div className="drawer-links">
          {rest.map((area) => (
            <AppLink
              key={area.key}
              href={area.href}
              aria-current={area.isCurrent ? "page" : undefined}
              onClick={() => setIsOpen(false)}
            >
              <RailIcon name={area.icon} />
              {area.label}
            </AppLink>
          ))}
        </div>
      </Drawer>
    </nav>
  );
}
