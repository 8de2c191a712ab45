/// A word in the chat's tables that isn't one of theirs: a fault of the state, which their CHECKs rule out.
enum ChatError: Error {
  case unknownWord(String)
}
