// Asks the people's API. Every refusal is a Refused with the server's own sentence.

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
    throw new Refused(0, "The server does not answer.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer.error ?? response.statusText);
  return answer;
}

export const get = (path) => ask("GET", path);

export const post = (path, body = {}) =>
  ask("POST", path, JSON.stringify(body), { "Content-Type": "application/json" });

export const remove = (path) => ask("DELETE", path);

// person is what somebody can do with their phone.
export function person(id) {
  const at = (verb) => `/api/people/${id}/${verb}`;
  return {
    chat: () => get(at("chat")),
    commands: () => get(at("commands")),
    send: (text) => post(at("send"), { text }),
    tap: (messageID, button) => post(at("tap"), { message_id: messageID, button }),
    contact: () => post(at("contact")),
    location: (latitude, longitude, live) => post(at("location"), { latitude, longitude, live }),
    block: (blocked) => post(at("block"), { blocked }),
    open: (link) => post(at("open"), { link }),
    read: () => post(at("read")),
    upload: (file, caption = "") => {
      const form = new FormData();
      form.append("caption", caption);
      form.append("file", file, file.name);
      return ask("POST", at("upload"), form);
    },
  };
}
