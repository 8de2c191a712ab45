/// What a connection is sent at the end of a round: the loop's bytes up to `end`, from where those before it end.
struct GatheredAnswer {
  let connection: Connection
  let end: Int
}
