// Package delivery mails finished files: [Send] takes a [Message] to a [Relay],
// the mail server that passes it on; [Ledger.Deliver] does so at most once.
//
// It receives bytes and words and returns results. It knows no findings, no
// clock and no environment, opens no file and composes no sentence for managers;
// only its errors, for operators, are in English.
//
// It refuses to send over an unencrypted connection except within the machine,
// to write a header from a value with a line break, to name an attachment
// outside ASCII, and to mail again what may have arrived.
//
// What it guarantees:
//
//   - The same message gives the same bytes and the same Message-ID.
//   - Every recipient has an [Outcome]. It is Sent only if the server took the
//     whole mail for that recipient, and Uncertain if the connection broke
//     between the end of the mail and the server's answer: nobody can know.
//   - Only what is known not to have arrived is tried again.
//   - Through a ledger no sequence of crashes and reruns mails twice.
//   - A server's words in results and errors are one bounded line of printable
//     text. A server may say anything, for as long as it likes: the conversation
//     ends within its time limits and in bounded memory.
package delivery
