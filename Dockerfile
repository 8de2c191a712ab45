FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY Scripts ./Scripts
RUN Scripts/install-packages && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
RUN swift package resolve
COPY Seeds ./Seeds
COPY Sources ./Sources
COPY Tests ./Tests
COPY Benchmarks ./Benchmarks
COPY LICENSE ./
RUN Scripts/build-static /out/nebeus-mock \
  && install -d -m 0775 /out/root/data \
  && install -D -m 0444 LICENSE /out/licenses/nebeus-mock \
  && install -D -m 0444 Seeds/letters/LICENSE /out/licenses/Roboto

FROM scratch
COPY --from=build /out/nebeus-mock /nebeus-mock
COPY --from=build /out/licenses /licenses
# A folder for databases, which an arbitrary user of group 0 can write to as well: see docs/data.md.
COPY --from=build --chown=10001:0 /out/root/ /
USER 10001:0
ENV NEBEUS_MOCK_HOST=0.0.0.0,::
EXPOSE 8069
HEALTHCHECK --interval=2s --timeout=2s --start-period=1s --retries=3 CMD ["/nebeus-mock", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/nebeus-mock"]
