// The stories of the tour. A step points at something (`at`) on somebody's phone and is over when its effect is there
// (`until`): never because of the click alone. A story names the commands that it needs; without them it is not told,
// nor once again when what it does can be done only `once`.
//
//   at     {action}, {request}, {button: label}, {number: pattern that finds the label in what the bot said last},
//          {send: text} written into the line, if that is empty; {clock: span} moves the office's clock, or
//          {clock: {next: duty}} to a duty; {scan: who} looks at the newest code in somebody's chat; {live: metres}
//          shares a live location so far north of the first place, {moved: metres} moves it there
//          {starts: label} a button whose label begins so; {sample: name, caption} sends one of the samples
//   auto   the tour does it itself
//   until  {says: pattern, of: people} the bot has newly said so to one of them; {linked: person} does as well;
//          {picture: true, of: people} the bot has sent one of them a picture; {bare: true} without buttons
//   back   the step to go on from when what it points at is gone; else the nearest one that writes a command

export const PEOPLE = {
  staff: "199008172015031002", superior: "198006122006042007", head: "197412302000031019", clerk: "199108162015032005", personnel: "198705052011011006",
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const w = (id, en) => ({ id, en });
const START = {
  who: "staff", at: { action: "start" }, until: { says: /belum terhubung|Sekarang tulis empat angka/ },
  say: w("Ini ponsel Pak Budi. Bot belum mengenalnya. Tekan MULAI.", "This is Budi’s phone. The bot does not know him yet. Press START."),
};
const LINK = [
  START,
  {
    who: "staff", at: { request: "contact" }, until: { says: /Sekarang tulis empat angka/ }, back: START,
    say: w("Bagikan nomor telepon. Nomor itu sudah ada di data pegawai.", "Share the phone number. The office has it in its records."),
  },
  {
    who: "staff", at: { send: "1002" }, until: { linked: "staff", says: /Akun Anda sudah terhubung/ },
    say: w("Empat angka terakhir NIP sudah ditulis. Kirim.", "The last four digits of his employee number are written. Send them."),
  },
];

// twoDays are days on which nobody has asked for leave yet: a Tuesday and a Wednesday, each time a week later.
function twoDays({ now, said }) {
  const before = said.filter((text) => /^. Permohonan disetujui/u.test(text)).length;
  const first = new Date(now);
  first.setUTCDate(first.getUTCDate() + ((9 - first.getUTCDay()) % 7) + 7 * (before + 1));
  const last = new Date(first.getTime() + 86_400_000);
  const [month, next] = [first, last].map((d) => MONTHS[d.getUTCMonth()]);
  return month === next ? `${first.getUTCDate()}-${last.getUTCDate()} ${month}` : `${first.getUTCDate()} ${month}`;
}

const PRESENT = /Kehadiran Anda tercatat/;
const scans = (who) => ({
  who, auto: true, at: { scan: "clerk" }, until: { says: PRESENT, of: [who] },
  say: w("Tiga orang lagi memindai kode yang sama, masing-masing dengan ponselnya sendiri.", "Three more scan the same code, each with a phone of their own."),
});
const APEL = {
  name: "apel", commands: ["/apel", "/rekap"], first: LINK,
  title: w("Apel besok", "Apel tomorrow"),
  steps: [
    {
      who: "staff", auto: true, at: { clock: { next: "apel.remind" } }, until: { says: /^🔔/u, of: ["staff"] },
      say: w("Kita ke sore hari kerja sebelum apel berikutnya. Tugas kantor di antaranya berjalan seperti biasa.", "We go to the afternoon before the next apel. The office’s duties in between run as ever."),
    },
    {
      who: "staff", at: { button: "✋ Hadir" }, until: { says: /akan hadir\. Kehadiran dicatat|Kehadiran Anda dicatat di tempat/ },
      say: w("Hari, jam, tempat, dan pakaian: pakaian mengikuti kalender Bali. Ketuk Hadir.", "Day, hour, place and dress: the dress follows the Balinese calendar. Tap Hadir (I shall be there)."),
    },
    {
      who: "clerk", auto: true, at: { clock: { next: "apel.open" } }, until: { says: /Presensi dapat dibuka/, of: ["clerk"] },
      say: w("Malam lewat, pagi tiba. Petugas apel diberi tahu bahwa presensi dapat dibuka.", "The night passes. In the morning the officer is told that the attendance can be opened."),
    },
    {
      who: "clerk", at: { button: "Buka presensi" }, until: { says: /Pindai kode QR/, of: ["clerk"] },
      say: w("Bu Dwi petugasnya. Ketuk Buka presensi.", "Dwi is the officer. Tap Buka presensi (open the attendance)."),
    },
    {
      who: "staff", at: { scan: "clerk" }, until: { says: PRESENT, of: ["staff"] },
      say: w("Kodenya berganti tiap 30 detik, jadi tidak dapat dititipkan. Pindai dengan ponsel Pak Budi.", "The code changes every 30 seconds, so nobody can pass it on. Scan it with Budi’s phone."),
    },
    scans("superior"), scans("head"), scans("personnel"),
    {
      who: "clerk", auto: true, at: { live: 900 }, until: { says: /Mendekatlah/, of: ["clerk"] },
      say: w("Bu Dwi sendiri membagikan lokasi langsung. Ia masih di luar area, jadi belum dihitung.", "Dwi herself shares a live location. She is still outside the area, so it does not count."),
    },
    {
      who: "clerk", auto: true, at: { moved: 20 }, until: { says: PRESENT, of: ["clerk"] },
      say: w("Begitu masuk area, kehadirannya tercatat dengan sendirinya.", "As soon as she is inside, she is marked present by herself."),
    },
    {
      who: "personnel", auto: true, at: { clock: { next: "apel.close" } }, until: { says: /Presensi ditutup/, of: ["personnel"] },
      say: w("Presensi ditutup. Tiap pimpinan menerima daftar unitnya, kepegawaian menerima semuanya.", "The attendance closes. Each head gets the list of the unit, the personnel office gets all of it."),
    },
    {
      who: "personnel", at: { button: "Gambar" }, until: { picture: true, of: ["personnel"] },
      say: w("Rekapnya ada sebagai teks, XLSX, dan gambar. Ketuk Gambar.", "The recap comes as text, XLSX and picture. Tap Gambar (picture)."),
    },
  ],
  ends: ["personnel"], shows: /Presensi ditutup/,
  end: w("Lima orang tercatat hadir tanpa satu pun tanda tangan titipan; yang lain dapat dikoreksi kepegawaian dengan alasan.", "Five people are marked present, and nobody signed for a colleague. The personnel office can correct the others, with a reason."),
};

const ANNOUNCE = {
  name: "announce", commands: ["/pengumuman"],
  title: w("Pengumuman untuk semua", "An announcement to all"),
  steps: [
    {
      who: "personnel", at: { send: "/pengumuman" }, until: { says: /Pengumuman (unit Anda|untuk saya)/ },
      say: w("Kepegawaian hendak mengumumkan sesuatu. Kirim /pengumuman.", "The personnel office has something to announce. Send /pengumuman."),
    },
    {
      who: "personnel", at: { button: "Tulis baru" }, until: { says: /Kirimkan pesannya sekarang/ },
      say: w("Ketuk Tulis baru.", "Tap Tulis baru (write a new one)."),
    },
    {
      who: "personnel", auto: true, at: { sample: "daftar-data-reviu.png", caption: "Rapat koordinasi besok pukul 09.00. Bahan terlampir." }, until: { says: /Sudah diterima/, of: ["personnel"] },
      say: w("Pesannya dikirim persis seperti yang akan dibaca: dengan gambar.", "The message is sent just as it is to be read: with a picture."),
    },
    {
      who: "personnel", auto: true, at: { button: "Lanjut" }, until: { says: /Untuk siapa pengumuman ini/, of: ["personnel"] },
      say: w("Pesannya dikirim persis seperti yang akan dibaca: dengan gambar.", "The message is sent just as it is to be read: with a picture."),
    },
    {
      who: "personnel", at: { button: "Semua pegawai" }, until: { says: /Dipilih: Semua pegawai/ },
      say: w("Untuk siapa? Jumlah orangnya dihitung sambil memilih. Ketuk Semua pegawai.", "For whom? The number of people is counted as you choose. Tap Semua pegawai (all staff)."),
    },
    {
      who: "personnel", auto: true, at: { button: "Lanjut" }, until: { says: /Kapan dikirim/, of: ["personnel"] },
      say: w("Sekarang, nanti, atau berulang; kali ini sekarang, juga bila sudah malam.", "Now, later or repeating; this time now, even if it is night."),
    },
    {
      who: "personnel", auto: true, at: { button: "Sekarang" }, until: { says: /Seberapa mendesak/, of: ["personnel"] },
      say: w("Sekarang, nanti, atau berulang; kali ini sekarang, juga bila sudah malam.", "Now, later or repeating; this time now, even if it is night."),
    },
    {
      who: "personnel", auto: true, at: { button: "❗ Mendesak" }, until: { says: /Begitulah pengumuman itu/, of: ["personnel"] },
      say: w("Sekarang, nanti, atau berulang; kali ini sekarang, juga bila sudah malam.", "Now, later or repeating; this time now, even if it is night."),
    },
    {
      who: "personnel", at: { starts: "Kirim ke" }, until: { says: /Pengumuman penting/, of: ["superior"] },
      say: w("Begini pesannya akan terbaca, dan sebanyak inilah penerimanya. Ketuk Kirim.", "This is how it will be read, and by how many people. Tap Kirim (send)."),
    },
    {
      who: "superior", at: { button: "✅ Sudah dibaca" }, until: { says: /Bahan terlampir/, bare: true, of: ["superior"] },
      say: w("Bu Sri membacanya dan menandainya. Ketuk Sudah dibaca.", "Sri reads it and says so. Tap Sudah dibaca (read)."),
    },
    {
      who: "personnel", auto: true, at: { send: "/pengumuman" }, until: { says: /[1-9]\d* dibaca/, of: ["personnel"] },
      say: w("Kepegawaian melihatnya di daftar pengumuman.", "The personnel office sees it in the list of announcements."),
    },
  ],
  ends: ["personnel"], shows: /[1-9]\d* dibaca/,
  end: w("Penulisnya melihat siapa yang sudah membaca, dapat mengingatkan yang belum satu kali, mengubah isinya, atau menariknya kembali.", "The author sees who has read it, can remind the others once, change it, or take it back."),
};

export const STORIES = [
  {
    name: "link", commands: ["/start"], once: { linked: "staff" },
    title: w("Akun dihubungkan", "An account is linked"),
    steps: LINK, ends: ["staff"], shows: /sudah terhubung|menunggu Anda/,
    end: w("Selesai. Mulai sekarang disposisi untuk Pak Budi datang ke ponsel ini, dan hanya ke sini.", "Done. From now on Budi’s dispositions come to this phone, and to no other."),
  },
  {
    name: "letter", commands: ["/disposisi"], first: LINK,
    title: w("Surat datang dan selesai", "A letter arrives and is done"),
    steps: [
      {
        who: "staff", at: { send: "/disposisi" }, until: { says: /^Disposisi( yang menunggu Anda|:).*Ketuk nomornya/s },
        say: w("Surat-surat didisposisikan kepada Pak Budi. Kirim /disposisi untuk melihatnya.", "Letters were passed down to Budi. Send /disposisi to see them."),
      },
      {
        who: "staff", at: { number: /^(\d+)\. (?!🔒)/m }, until: { says: /Status: (?!✅|↩️).*$/m },
        say: w("Yang mendesak berada di atas. Buka surat ini.", "What is urgent stands on top. Open this letter."),
      },
      {
        who: "staff", at: { button: "Selesai" }, until: { says: /Tulis apa yang sudah dikerjakan/ },
        say: w("Siapa meneruskan apa kepada siapa, dan sampai kapan: semuanya ada. Ketuk Selesai.", "Who passed what to whom, and until when: it is all here. Tap Selesai (done)."),
      },
      {
        who: "staff", at: { send: "Data triwulan ini sudah lengkap dan dikirim ke Inspektorat." }, until: { says: /Bila ada, kirim foto atau PDF/ },
        say: w("Laporannya sudah ditulis; boleh diubah. Kirim.", "The report is written (“this quarter’s data are complete and sent”); change it if you like. Send it."),
      },
      {
        who: "staff", at: { button: "Lewati" }, until: { says: /Periksa sebelum dikirim/ },
        say: w("Foto atau PDF boleh disertakan. Kali ini dilewati.", "A photo or PDF could go with it. Skip that this time."),
      },
      {
        who: "staff", at: { button: "Kirim" }, until: { says: /Disposisi Anda sudah selesai/, of: ["superior", "head"] },
        say: w("Periksa sekali lagi, lalu kirim. Perhatikan ponsel atasannya.", "One last look, then send it. Watch his superior’s phone."),
      },
    ],
    ends: ["superior", "head"], shows: /Disposisi Anda sudah selesai/,
    end: w("Atasan Pak Budi langsung diberi tahu, lengkap dengan laporannya. Tidak ada kertas yang berkeliling.", "Budi’s superior was told at once, with the report. No paper went around."),
  },
  {
    name: "leave", commands: ["/ajukan", "/persetujuan"], first: LINK,
    title: w("Cuti diajukan dan disetujui", "Leave is asked and approved"),
    steps: [
      {
        who: "staff", at: { send: "/ajukan" }, until: { says: /Apa yang hendak Anda ajukan/ },
        say: w("Pak Budi memerlukan cuti dua hari. Kirim /ajukan.", "Budi needs two days off. Send /ajukan (ask)."),
      },
      {
        who: "staff", auto: true, at: { button: "Cuti" }, until: { says: /Pilih jenis cutinya/ },
        say: w("Cuti, bukan izin atau lembur: ini kami pilihkan.", "Leave, not a short absence or overtime: we choose that for you."),
      },
      {
        who: "staff", at: { button: "Cuti tahunan" }, until: { says: /Pilih hari pertama/ },
        say: w("Bot tahu jenis cuti dan syaratnya. Ketuk Cuti tahunan.", "The bot knows the kinds of leave and their rules. Tap Cuti tahunan (annual leave)."),
      },
      {
        who: "staff", at: { send: twoDays }, until: { says: /Tulis alasan permohonan/ },
        say: w("Tanggal boleh diketuk di kalender atau ditulis. Yang ini sudah ditulis; kirim.", "Days can be tapped in the calendar or written. These are written; send them."),
      },
      {
        who: "staff", auto: true, at: { send: "Upacara keluarga di Tabanan" }, until: { says: /Tulis alamat Anda selama cuti/ },
        say: w("Alasan, alamat, dan telepon kami isikan.", "Reason, address and phone number: we fill them in for you."),
      },
      {
        who: "staff", auto: true, at: { send: "Jalan Pulau Batam 5, Tabanan" }, until: { says: /Nomor mana yang dapat dihubungi/ },
        say: w("Alasan, alamat, dan telepon kami isikan.", "Reason, address and phone number: we fill them in for you."),
      },
      {
        who: "staff", auto: true, at: { send: "0811 0000 1407" }, until: { says: /Periksa sebelum dikirim/ },
        say: w("Alasan, alamat, dan telepon kami isikan.", "Reason, address and phone number: we fill them in for you."),
      },
      {
        who: "staff", at: { button: "Kirim" }, until: { says: /Permohonan menunggu keputusan Anda/, of: ["superior"] },
        say: w("Sisa cuti dan siapa yang memutuskan sudah dihitung. Kirim.", "What is left of the leave and who decides is worked out already. Send it."),
      },
      {
        who: "superior", at: { button: "Setujui" }, until: { says: /Keputusan Anda berlaku pukul/ },
        say: w("Bu Sri, atasannya, ditanya lebih dahulu. Ketuk Setujui.", "Sri, his superior, is asked first. Tap Setujui (approve)."),
      },
      {
        who: "superior", auto: true, at: { clock: "2m" }, until: { says: /Permohonan menunggu keputusan Anda/, of: ["head"] },
        say: w("Satu menit lamanya keputusan dapat dibatalkan. Jam kantor kami majukan dua menit.", "For one minute a decision can be taken back. We move the office’s clock on by two."),
      },
      {
        who: "head", at: { button: "Setujui" }, until: { says: /Keputusan Anda berlaku pukul/ },
        say: w("Kepala Biro sedang berhalangan, jadi Plh.-nya yang memutuskan. Ketuk Setujui.", "The head of the bureau is away, so the acting head decides. Tap Setujui."),
      },
      {
        who: "staff", auto: true, at: { clock: "2m" }, until: { says: /Permohonan disetujui/, of: ["staff"] },
        say: w("Jam kantor kami majukan dua menit lagi.", "We move the clock on by two minutes once more."),
      },
    ],
    ends: ["staff"], shows: /Permohonan disetujui/,
    end: w("Cuti Pak Budi disetujui dan sisa cutinya berkurang. Tidak ada formulir yang hilang di meja siapa pun.", "Budi’s leave is approved and taken off his balance. No form got lost on anybody’s desk."),
  },
  APEL, ANNOUNCE,
];
