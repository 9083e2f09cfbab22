// Asks the people's API. Every refusal is a Refused with the server's own sentence.

import { t } from "./i18n.js";

export class Refused extends Error {
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
  }
}

async function ask(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(path, { method, body, headers });
  } catch {
    throw new Refused(0, t("error.silent"));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer.error ?? response.statusText);
  return answer;
}

export const get = (path) => ask("GET", path);

export const post = (path, body = {}) =>
  ask("POST", path, JSON.stringify(body), { "Content-Type": "application/json" });

export const remove = (path) => ask("DELETE", path);

// query writes what is known of the facts behind a path.
function query(path, facts) {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return known.length === 0 ? path : `${path}?${new URLSearchParams(known)}`;
}

// person is what somebody can do with their phone.
export function person(id) {
  const at = (verb) => `/api/people/${id}/${verb}`;
  return {
    chat: (part = {}) => get(query(at("chat"), part)), // part: {after, before, limit}
    commands: () => get(at("commands")),
    send: (text, replyTo) => post(at("send"), replyTo ? { text, reply_to: replyTo } : { text }),
    tap: (messageID, button) => post(at("tap"), { message_id: messageID, button }),
    contact: (of) => post(at("contact"), of ? { of } : {}),
    // place shares a location, or moves or stops a live one: {latitude, longitude, live, message_id, stop}.
    place: (location) => post(at("location"), location),
    location: (latitude, longitude, live) => post(at("location"), { latitude, longitude, live }),
    block: (blocked) => post(at("block"), { blocked }),
    open: (link) => post(at("open"), { link }),
    read: () => post(at("read")),
    forward: (messageID, to) => post(at("forward"), { message_id: messageID, to }),
    // upload takes one file or several, which go out as one album.
    upload: (files, caption = "") => {
      const form = new FormData();
      form.append("caption", caption);
      for (const file of [files].flat()) form.append("file", file, file.name);
      return ask("POST", at("upload"), form);
    },
  };
}
