// The page with the phones. It asks the people's API (api.js) and follows its events (events.js).
//
// What tests can hold on to; these names are a promise (phone.js has those inside a phone):
//   body[data-ready=true]                     everything is loaded
//   [data-connection=live|lost|connecting]    the stream of events
//   section[data-person=ID]                   a phone; data-linked, data-blocked are "true" or "false"
//     [data-message=ID]                       a message; data-from is bot or person; data-edited if it was edited
//     [data-button=LABEL]                     an inline button; data-data, data-url, data-copy, data-style
//     [data-attachment=NAME]                  a picture or document; data-kind is photo or document
//     [data-command=/NAME]                    a command in a text or in the menu
//     [data-key=LABEL]                        a key of the bot's keyboard; data-request is contact or location
//     [data-toast=TEXT], [data-alert=TEXT]    what the bot answered to a tap; [data-action=ok] closes an alert
//     [data-field=text], [data-field=file]    the line to write in, the file to upload; [data-sample=NAME] one on offer
//     [data-action=send|attach|own-file|menu|start|link|open|contact|location|block|unblock]
//     .english                                the English rendering of a message, toast or alert
//   [data-choose=ID], [data-tab=ID]           shows a phone: in the list of people, where not all fit
//   [data-unread=N]                           a badge; it is hidden when N is 0
//   [data-clock], [data-today], [data-days]   the office's hour, date, and what kind of day it is
//   [data-action=next-duty|hour|three-hours|day|week|jump]   move the clock; [data-form=jump] has date and time
//   [data-coming] [data-duty=NAME]            a duty that comes; pressed, the clock moves there
//   [data-told], [data-notice]                what has happened, what went wrong; [data-ran] what duties have run
//   [data-log=METHOD]                         a line of the log; data-kind is ok, failed, update, duty or fault; data-seq
//   [data-form=log]                           its filters: text, kind, person, method; [data-action=log-pause|log-copy]
//   [data-action=log-copy-one]                copies the line that is open
//   [data-fault=429|502|cut|slow|down]        a switch; [data-action=clear-faults]; [data-faults-on] says what is on
//   [data-action=reset], [data-dialog=reset]  back to the beginning, after a question
//   [data-tour=STORY] [data-action=tour-start|tour-again]    begins a story; [data-action=tour] shows them all
//   body[data-tour-state=idle|running|done], [data-tour-step=N], [data-tour-target]; [data-action=tour-skip|tour-where]
//   [name=lang], [name=theme], [data-action=english]         how the page looks; all in [data-panel=display]
//   [data-panel=people|clock|display|faults|log|tour|phone]  what opens and closes; [data-dialog=link|location|reset]

import { get, post } from "./api.js";
import { Beside } from "./beside.js";
import { Choose } from "./choose.js";
import { Clock } from "./clock.js";
import { ask, closePanels, orderBar, skipLink } from "./manners.js";
import { find } from "./dom.js";
import { follow } from "./events.js";
import { Faults } from "./faults.js";
import { apply, onLanguage, t } from "./i18n.js";
import { Log } from "./log.js";
import { failed, told, well } from "./news.js";
import { callName, People } from "./people.js";
import { Phones } from "./phones.js";
import { Settings } from "./settings.js";
import { Tabs } from "./tabs.js";
import { Tour } from "./tour.js";

const SOON = 150; // ms in which news of one kind are taken together
const AGAIN = 1000; // ms until an office that is not ready is asked again

apply();

// soon runs something a little later, once for all who ask meanwhile.
function soon(what) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      what().catch(failed);
    }, SOON);
  };
}

const askLink = ask("link");
const askLocation = ask("location", { latitude: -8.6705, longitude: 115.2126 }); // Denpasar
const people = new People({ changed: () => arrange() });
const tools = {
  failed,
  people: () => [...people.all.values()],
  samples: () => get("/api/samples").catch(() => []),
  askLink: (done) => askLink((f) => done(f.link.value)),
  askLocation: (done) => askLocation((f) => done({ latitude: f.latitude.valueAsNumber, longitude: f.longitude.valueAsNumber, live: f.live.checked })),
};
const choose = new Choose(people);
const tabs = new Tabs(people);
const phones = new Phones({ people, choose, tools });
const clock = new Clock();
const log = new Log({ nameOf: (id) => callName(people.all.get(id)?.name ?? String(id || "")), show: (id, message) => phones.show(id, message) });
const faults = new Faults();
const beside = new Beside({ stage: find("#phones"), phones });
const tour = new Tour({ people, phones });
new Settings({ english: (on) => beside.turn(on) });

function arrange() {
  phones.arrange();
  choose.draw();
  tabs.draw();
  read();
  tour.look();
}

// read tells Telegram that what can be seen has been read.
const read = soon(async () => {
  if (!document.hidden) await Promise.all(phones.inSight().map((phone) => phone.api.read()));
});

const loadPeople = soon(() => people.load());
const loadFaults = soon(() => faults.load());

const hear = {
  message: (e) => {
    phones.get(e.person)?.put(e);
    if (e.message.from === "bot") clock.hear(e.person, e.message.date);
    people.unread(e.person, e.unread);
    tour.hear(e);
  },
  edit: (e) => {
    phones.get(e.person)?.put(e);
    tour.hear(e);
  },
  delete: (e) => phones.get(e.person)?.remove(e.message_id),
  toast: (e) => phones.get(e.person)?.note(e),
  action: (e) => phones.get(e.person)?.typing(true),
  people: (e) => { if (people.know(e)) loadPeople(); },
  clock: (e) => clock.show(e),
  log: (e) => {
    log.add(e);
    if (e.kind === "fault" || e.dropped || e.code >= 400) loadFaults(); // one that is for a single call is over now
  },
};

async function load() {
  const [health, office] = await Promise.all([get("/healthz"), get("/api/office")]);
  find("[data-office]").textContent = office.name ?? "";
  find("[data-action=reset]").hidden = false;
  choose.canAdd(!health.office);
  await clock.load(health.time_machine);
  const old = [...phones];
  await people.load();
  tour.offer(office);
  await Promise.all([log.load(), faults.load(), ...old.map((phone) => phone.load()), phones.loaded()]);
  document.body.dataset.ready = "true";
  phones.empty();
  well();
}

// reload reads everything anew, and tries again while the office is not ready.
const reload = soon(() => load().catch((e) => {
  failed(e.code === 0 ? new Error(t("offline")) : e);
  setTimeout(reload, AGAIN);
}));

const connection = find("[data-connection]");
const connect = (state) => {
  connection.dataset.connection = state;
  connection.textContent = t(`connection.${state}`);
  connection.title = connection.textContent;
};
onLanguage(() => connect(connection.dataset.connection));
connect("connecting");
follow({ on: (kind, data) => hear[kind]?.(data), reset: reload, state: connect });

find("[data-action=reset]").addEventListener("click", () => ask("reset")(async () => {
  told(t("reset.doing"));
  try {
    await post("/api/reset");
    clock.forget();
    tour.stop();
    told(t("reset.done"));
  } catch (e) {
    failed(e);
  }
  reload();
}));
document.addEventListener("visibilitychange", read);
closePanels();
orderBar();
skipLink();
