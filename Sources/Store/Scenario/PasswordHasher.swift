/// Makes a password's hash, as the `password_crypt` column has it.
package typealias PasswordHasher = @Sendable (_ password: String) throws -> String
