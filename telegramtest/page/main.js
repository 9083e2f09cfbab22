// The page with the phones. It asks the people's API (api.js) and follows its events (events.js).
//
// What tests can hold on to; these names are a promise:
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
//   [data-choose=ID], [data-tab=ID]           shows a phone: in the list of people, in a narrow window
//   [data-unread=N]                           a badge; it is hidden when N is 0
//   [data-clock]                              the office's time; [data-action=next-duty|hour|day] move it
//   [data-log=METHOD]                         a line of the log; data-kind is ok, failed, update or duty
//   [data-action=fault|clear-faults]          what goes wrong with Telegram
//   [data-panel=people|faults|log|phone]      what opens and closes; [data-dialog=link|location]

import { get } from "./api.js";
import { Clock } from "./clock.js";
import { find } from "./dom.js";
import { follow } from "./events.js";
import { Faults, Log } from "./log.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";

const SOON = 150; // ms in which news of one kind are taken together
const phones = new Map();
const stage = find("#phones");
const notice = find("[data-notice]");

const failed = (e) => {
  notice.textContent = e.message;
  notice.hidden = false;
  setTimeout(() => { notice.hidden = true; }, 8000);
};

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

// ask shows a dialog and hands over what was filled in.
function ask(name, initial = {}) {
  const dialog = find(`[data-dialog=${name}]`);
  const form = find("form", dialog);
  return (done) => {
    form.reset();
    for (const [field, value] of Object.entries(initial)) form.elements[field].value = value;
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "ok") done(form.elements);
    }, { once: true });
    dialog.showModal();
  };
}

const askLink = ask("link");
const askLocation = ask("location", { latitude: -8.6705, longitude: 115.2126 }); // Denpasar
const tools = {
  samples: () => get("/api/samples").catch(() => []),
  askLink: (done) => askLink((f) => done(f.link.value)),
  askLocation: (done) => askLocation((f) => done({ latitude: f.latitude.valueAsNumber, longitude: f.longitude.valueAsNumber, live: f.live.checked })),
};

const people = new People({ changed: arrange, failed });
const clock = new Clock({ failed });
const log = new Log({ nameOf: (id) => people.all.get(id)?.name ?? String(id) });
new Faults({ failed });

// arrange shows the phones that are chosen, in their order, and keeps the others out of the page.
function arrange() {
  for (const [id, phone] of phones) {
    if (people.shown.includes(id)) continue;
    phone.element.remove();
    phones.delete(id);
  }
  people.shown.forEach((id, i) => {
    const phone = phones.get(id) ?? add(id);
    phone.describe(people.all.get(id));
    phone.element.classList.toggle("active", id === people.active);
    if (stage.children[i] !== phone.element) stage.insertBefore(phone.element, stage.children[i] ?? null);
  });
  read();
}

function add(id) {
  const phone = new Phone(people.all.get(id), tools);
  phones.set(id, phone);
  phone.load().catch(failed);
  return phone;
}

// read tells Telegram that what can be seen has been read.
const read = soon(async () => {
  if (document.hidden) return;
  for (const [id, phone] of phones) {
    if (people.all.get(id)?.unread > 0 && phone.element.offsetParent !== null) await phone.api.read();
  }
});

const loadPeople = soon(() => people.load());

const hear = {
  message: (e) => {
    phones.get(e.person)?.put(e);
    people.unread(e.person, e.unread);
  },
  edit: (e) => phones.get(e.person)?.put(e),
  delete: (e) => phones.get(e.person)?.remove(e.message_id),
  toast: (e) => phones.get(e.person)?.note(e),
  action: (e) => phones.get(e.person)?.typing(true),
  people: (e) => { if (people.know(e)) loadPeople(); },
  clock: (e) => {
    clock.show(e);
    log.clock(e);
  },
  call: (e) => log.call(e),
  update: (e) => log.update(e),
  confirmed: () => {},
};

async function load() {
  const health = await get("/healthz");
  people.canAdd(!health.office);
  await clock.load(health.time_machine);
  const old = [...phones.values()];
  await people.load();
  await log.load();
  for (const phone of old) phone.load().catch(failed);
  await Promise.all([...phones.values()].map((phone) => phone.loaded));
  document.body.dataset.ready = "true";
}

// reload reads everything anew, and tries again while the office is not ready.
const reload = soon(() => load().catch((e) => {
  failed(e);
  setTimeout(reload, 1000);
}));

const connection = find("[data-connection]");
follow({
  on: (kind, data) => hear[kind](data),
  reset: reload,
  state: (now) => {
    connection.dataset.connection = now;
    connection.textContent = now === "live" ? "live" : "reconnecting";
  },
});
document.addEventListener("visibilitychange", read);
document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  const open = e.target.closest?.(".bar details[open]");
  if (!open) return;
  open.open = false;
  find("summary", open).focus();
});
document.addEventListener("click", (e) => { // a panel closes when one clicks elsewhere
  for (const d of document.querySelectorAll("details.panel[open]")) if (!d.contains(e.target) && e.target.isConnected) d.open = false;
});
